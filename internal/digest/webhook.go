package digest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Webhook is the channel that posts the digest as JSON.
//
// With a secret, the header Tagwire-Signature is "t=<unix seconds>,v1=<hex>":
// the HMAC-SHA-256 of the seconds, a full stop and the body. Idempotency-Key
// is the digest's id, the same in every try.
type Webhook struct {
	URL    string
	Secret string
	// Client may be nil; it then gives a try fifteen seconds.
	Client *http.Client
	// Tries is how often it is tried before giving up, 0 means 5; Wait the
	// pause before the second try, 0 means one second, doubled each time.
	Tries uint
	Wait  time.Duration
	// Now may be nil.
	Now func() time.Time
}

// Name implements Channel.
func (w *Webhook) Name() string { return "webhook:" + w.URL }

// Deliver implements Channel: any 2xx answer confirms. Answers that will not
// change by trying again, such as 404, fail at once.
func (w *Webhook) Deliver(ctx context.Context, d *Digest) error {
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval = time.Second
	if w.Wait > 0 {
		wait.InitialInterval = w.Wait
	}
	wait.Multiplier = 2
	tries := w.Tries
	if tries == 0 {
		tries = 5
	}
	_, err = backoff.Retry(ctx, func() (struct{}, error) {
		return struct{}{}, w.post(ctx, d.ID, body)
	}, backoff.WithBackOff(wait), backoff.WithMaxTries(tries))
	return err
}

func (w *Webhook) post(ctx context.Context, id string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return backoff.Permanent(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "tagwire")
	req.Header.Set("Idempotency-Key", id)
	if w.Secret != "" {
		req.Header.Set("Tagwire-Signature", w.sign(body))
	}
	client := w.Client
	if client == nil {
		client = &http.Client{Timeout: 15 * time.Second}
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	switch c := resp.StatusCode; {
	case c >= 200 && c < 300:
		return nil
	case c == http.StatusTooManyRequests, c == http.StatusRequestTimeout, c >= 500:
		return fmt.Errorf("answered %s", resp.Status)
	default:
		return backoff.Permanent(fmt.Errorf("answered %s; check the address and the secret", resp.Status))
	}
}

func (w *Webhook) sign(body []byte) string {
	now := time.Now
	if w.Now != nil {
		now = w.Now
	}
	t := strconv.FormatInt(now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(w.Secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
