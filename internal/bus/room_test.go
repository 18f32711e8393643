package bus_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/tagwire/tagwire/internal/bus"
)

// A server that may give away less than the streams ask for still serves: they
// become smaller.
func TestServerWithLittleRoom(t *testing.T) {
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), JetStreamMaxStore: 1 << 30, NoSigs: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	defer ns.WaitForShutdown()
	defer ns.Shutdown()
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server is not ready")
	}
	b := open(t, bus.Options{URL: ns.ClientURL()})
	publish(t, b, stories(t, 0, 10))
	if got := pull(t, consumer(t, b, bus.Extract), 10); len(got) != 10 {
		t.Errorf("%d of 10 messages", len(got))
	}
}
