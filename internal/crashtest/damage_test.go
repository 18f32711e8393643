package crashtest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tagwire/tagwire/internal/backup"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/store"
)

// TestDamagedStreams kills the pipeline with messages under way and damages the
// last block of a stream each time: cut short, or overwritten with noise. What
// the streams lose is fetched again.
func TestDamagedStreams(t *testing.T) {
	site, dir := newGrowing(), t.TempDir()
	defer site.Close()
	damaged := 0
	for range max(rounds(t)/5, 4) {
		site.pages.Add(60)
		runFor(t, dir, site.URL, time.Duration(150+rand.IntN(250))*time.Millisecond)
		stream := []string{bus.ArticlesStream, bus.TaggingsStream, bus.DeadStream}[rand.IntN(3)]
		if damageLastBlock(t, dir, stream) {
			damaged++
		}
	}
	if out, err := runUntil(t, dir, site.URL, 5*time.Minute); err != nil {
		t.Fatalf("after the damage: %v\n%s", err, out)
	}
	t.Logf("%d blocks damaged", damaged)
	if damaged == 0 {
		t.Error("there was no block to damage: nothing was tested")
	}
	verify(t, dir, site.URL, int(site.pages.Load()))
}

func damageLastBlock(t *testing.T, dir, stream string) bool {
	t.Helper()
	blocks, err := filepath.Glob(filepath.Join(dir, "nats", "jetstream", "*", "streams", stream, "msgs", "*.blk"))
	if err != nil || len(blocks) == 0 {
		return false
	}
	block := blocks[len(blocks)-1]
	data, err := os.ReadFile(block)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) < 200 {
		return false
	}
	at := len(data)/2 + rand.IntN(len(data)/2-20)
	if rand.IntN(2) == 0 {
		data = data[:at]
	} else {
		for i := range 16 {
			data[at+i] ^= byte(1 + rand.IntN(255))
		}
	}
	if err := os.WriteFile(block, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return true
}

// TestStoreCutShort cuts the store's file: a run refuses it and says so, and
// with the last backup in its place everything is there again.
func TestStoreCutShort(t *testing.T) {
	site, dir := newGrowing(), t.TempDir()
	defer site.Close()
	path := filepath.Join(dir, store.FileName)
	site.pages.Add(100)
	if out, err := runUntil(t, dir, site.URL, time.Minute); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if _, err := backup.Take(t.Context(), dir, copied); err != nil {
		t.Fatal(err)
	}
	for range max(rounds(t)/20, 2) {
		site.pages.Add(60)
		runFor(t, dir, site.URL, time.Duration(100+rand.IntN(300))*time.Millisecond)
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		// The file is longer than what is in use: cut what is.
		if err := os.Truncate(path, 1+rand.Int64N(min(info.Size(), 300<<10))); err != nil {
			t.Fatal(err)
		}
		out, err := runUntil(t, dir, site.URL, time.Minute)
		if err == nil || !strings.Contains(string(out), "damaged") {
			t.Fatalf("a store cut short: %v\n%s", err, out)
		}
		if _, err := backup.Restore(t.Context(), copied, dir); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := runUntil(t, dir, site.URL, 5*time.Minute); err != nil {
		t.Fatalf("restored: %v\n%s", err, out)
	}
	verify(t, dir, site.URL, int(site.pages.Load()))
}
