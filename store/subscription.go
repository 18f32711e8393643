package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
)

// ErrBusy says that another goroutine works on the subscription.
var ErrBusy = errors.New("subscription is being delivered already")

// Subscription is how far a subscriber has been told what is new.
type Subscription struct {
	Name string `json:"name"`
	// Seq is the watermark: everything up to this insertion sequence number
	// has been delivered.
	Seq uint64 `json:"seq"`
	// Lists is the watermark in the journal of the sanctions lists' changes.
	Lists uint64 `json:"lists,omitempty"`
	// Delivered is when the last delivery was confirmed, Count how many were.
	Delivered time.Time `json:"delivered,omitzero"`
	Count     int       `json:"count"`
	// Pending is a delivery that was begun and not confirmed.
	Pending *Pending `json:"pending,omitempty"`
}

// Pending is a delivery under way: what it covers is settled before the first
// byte leaves, so that trying again sends the same thing under the same id.
type Pending struct {
	// From and To are the range of sequence numbers: From < seq ≤ To.
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
	// ListsFrom and ListsTo are the same for changes of the sanctions lists.
	ListsFrom uint64 `json:"lists_from,omitempty"`
	ListsTo   uint64 `json:"lists_to,omitempty"`
	// ID is the stable id of the delivery.
	ID    string    `json:"id"`
	Begun time.Time `json:"begun"`
	// Done are the channels that have confirmed it.
	Done []string `json:"done,omitempty"`
}

// Subscription returns the state of a subscription; one that is new has its
// watermark at 0.
func (s *Store) Subscription(ctx context.Context, name string) (Subscription, error) {
	sub := Subscription{Name: name}
	err := s.view(ctx, func(tx *bolt.Tx) error {
		return readSubscription(tx, &sub)
	})
	return sub, err
}

// Subscriptions returns every subscription that was ever delivered, by name.
func (s *Store) Subscriptions(ctx context.Context) ([]Subscription, error) {
	var out []Subscription
	err := s.view(ctx, func(tx *bolt.Tx) error {
		return tx.Bucket(bucketSubscriptions).ForEach(func(k, v []byte) error {
			var sub Subscription
			if err := unsealJSON(v, &sub); err != nil {
				return fmt.Errorf("subscription %s: %w", k, err)
			}
			out = append(out, sub)
			return nil
		})
	})
	return out, err
}

// UpdateSubscription changes a subscription in one transaction and returns
// what it became. With an error from change nothing is written.
func (s *Store) UpdateSubscription(ctx context.Context, name string, change func(*Subscription) error) (Subscription, error) {
	sub := Subscription{Name: name}
	err := s.update(ctx, func(tx *bolt.Tx) error {
		if err := readSubscription(tx, &sub); err != nil {
			return err
		}
		if err := change(&sub); err != nil {
			return err
		}
		v, err := sealJSON(sub)
		if err != nil {
			return err
		}
		if sub.Pending == nil && tx.Bucket(bucketFrozen) != nil {
			if err := tx.Bucket(bucketFrozen).Delete(join(name)); err != nil {
				return err
			}
		}
		return tx.Bucket(bucketSubscriptions).Put(join(name), v)
	})
	return sub, err
}

// BeginDelivery writes down what is to be delivered to a subscription, with its
// content, which is kept until the delivery is confirmed: what is tried again is
// the same to the byte.
func (s *Store) BeginDelivery(ctx context.Context, name string, p Pending, content []byte) error {
	return s.update(ctx, func(tx *bolt.Tx) error {
		sub := Subscription{Name: name}
		if err := readSubscription(tx, &sub); err != nil {
			return err
		}
		sub.Pending = &p
		v, err := sealJSON(sub)
		if err != nil {
			return err
		}
		if err := tx.Bucket(bucketSubscriptions).Put(join(name), v); err != nil {
			return err
		}
		frozen, err := tx.CreateBucketIfNotExists(bucketFrozen)
		if err != nil {
			return err
		}
		return frozen.Put(join(name), sealPlain(content))
	})
}

// Frozen returns the content of the delivery under way, or nil.
func (s *Store) Frozen(ctx context.Context, name string) (content []byte, err error) {
	err = s.view(ctx, func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketFrozen)
		if b == nil {
			return nil
		}
		v := b.Get(join(name))
		if v == nil {
			return nil
		}
		found, err := unseal(v)
		content = bytes.Clone(found)
		return err
	})
	return content, err
}

func readSubscription(tx *bolt.Tx, sub *Subscription) error {
	v := tx.Bucket(bucketSubscriptions).Get(join(sub.Name))
	if v == nil {
		return nil
	}
	if err := unsealJSON(v, sub); err != nil {
		return fmt.Errorf("subscription %s: %w", sub.Name, err)
	}
	return nil
}

// Lease takes a subscription for delivery, or returns [ErrBusy]. Other
// processes are kept out by the lock on the store's file. The caller calls
// release when done.
func (s *Store) Lease(name string) (release func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leases[name] {
		return nil, fmt.Errorf("%q: %w", name, ErrBusy)
	}
	s.leases[name] = true
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.leases, name)
	}, nil
}
