package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/digest"
	"github.com/tagwire/tagwire/internal/lists"
	"github.com/tagwire/tagwire/internal/status"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/crawl"
)

// digestFlags say what goes into digests and where they go. "run" shares them.
type digestFlags struct {
	plan                  digest.Plan
	file                  string
	smtp, mailFrom        string
	deadAfter, staleAfter time.Duration
}

func (x *digestFlags) register(f *pflag.FlagSet) {
	p := &x.plan
	f.StringVar(&p.Name, "subscription", digest.DefaultSubscription, "name of the subscription whose watermark counts")
	f.StringVar(&x.file, "subscriptions", "", "file of subscriptions that are delivered instead, each on its own")
	f.DurationVar(&x.staleAfter, "stale-after", lists.DefaultStale, "age from which a sanctions list counts as old")
	f.DurationVar(&x.deadAfter, "dead-after", digest.DeadAfter, "time that a feed may fail until the digest calls it dead")
	f.StringVar(&p.Zone, "zone", "UTC", "time zone in which days begin and times are printed, such as Europe/Vienna")
	f.StringVar(&p.Empty, "empty", "skip", "when nothing is new: skip or send")
	f.StringVar(&p.Out, "out", "", "file to write the digest to; with --format atom a feed that grows")
	f.StringVar(&p.Format, "format", "", "text, markdown, html, json or atom (default what --out ends in, else text)")
	f.StringSliceVar(&p.Mail, "mail", nil, "address to mail to; may be repeated")
	f.StringVar(&x.smtp, "smtp", "", "mail server: smtp://user:password@host:587 (STARTTLS), smtps://… or smtp+plain://…")
	f.StringVar(&x.mailFrom, "mail-from", "tagwire@localhost", "sender of mails")
	f.StringVar(&p.Webhook, "webhook", "", "address to post the digest to, as JSON")
	f.StringVar(&p.WebhookSecret, "webhook-secret", "", "secret that signs webhooks")
	f.UintVar(&p.WebhookTries, "webhook-tries", 5, "times that a webhook is tried before the digest fails")
	f.StringSliceVar(&p.Lists, "only-list", nil, "only articles that name someone on this watchlist")
	f.StringSliceVar(&p.Authorities, "only-authority", nil, "only articles that cite this legal authority")
	f.StringSliceVar(&p.Countries, "only-country", nil, "only articles with a city in this country, or that begin with it (ISO 3166 code)")
	f.StringSliceVar(&p.Names, "only-name", nil, "only articles that name this person or organization")
	f.StringSliceVar(&p.Search, "only-search", nil, "only articles with these words")
}

// subscriptions are those of the file, or the one of it that is chosen, or,
// without a file, the flags' own. What goes nowhere goes to fallback, which may
// be nil.
func (x *digestFlags) subscriptions(flags *pflag.FlagSet, fallback digest.Channel) ([]digest.Subscription, error) {
	plans := []digest.Plan{x.plan}
	if x.file != "" {
		var err error
		if plans, err = digest.LoadPlans(x.file); err != nil {
			return nil, err
		}
		if flags.Changed("subscription") {
			plans = slices.DeleteFunc(plans, func(p digest.Plan) bool { return p.Name != x.plan.Name })
			if len(plans) == 0 {
				return nil, fmt.Errorf("--subscription %q: there is none of that name in %s", x.plan.Name, x.file)
			}
		}
		fallback = nil
	}
	server := func() (*digest.MailServer, error) { return digest.NewMailServer(x.smtp, x.mailFrom) }
	subs := make([]digest.Subscription, 0, len(plans))
	for _, p := range plans {
		p.Zone, p.Empty = cmp.Or(p.Zone, x.plan.Zone), cmp.Or(p.Empty, x.plan.Empty)
		sub, err := p.Subscription(server, fallback)
		if err != nil {
			return nil, err
		}
		subs = append(subs, sub)
	}
	return subs, nil
}

// deliverer delivers from an open store; letters counts the dead letters.
func (a *app) deliverer(s *store.Store, x *digestFlags, letters func(context.Context) (int, error)) *digest.Deliverer {
	return &digest.Deliverer{Store: s, Log: a.log, Lists: a.lists(), Operations: func(ctx context.Context) ([]digest.Disruption, error) {
		visits, err := crawl.Reader(s.DB()).Sources()
		if err != nil {
			return nil, err
		}
		dead, err := letters(ctx)
		if err != nil {
			// A message server that is down must not keep the news back.
			a.log.Warn("the digest cannot tell how many dead letters there are", "err", err)
		}
		held, err := a.lists().State()
		if err != nil {
			return nil, err
		}
		now := time.Now()
		return append(digest.Disruptions(status.FeedsOf(visits), dead, x.deadAfter, now), digest.OldLists(held.Standings(now, x.staleAfter))...), nil
	}}
}

// countLetters counts the dead letters of the data folder, or of the server
// that from names.
func (a *app) countLetters(ctx context.Context, from *busFlags) (n int, err error) {
	if _, err := os.Stat(a.path("nats")); from.url == "" && a.held == nil && errors.Is(err, fs.ErrNotExist) {
		return 0, nil // no message ever passed here
	}
	err = a.withLetters(ctx, from, func(b *bus.Bus) (err error) {
		n, err = b.CountLetters(ctx)
		return err
	})
	return n, err
}

func newDigestCommand(a *app) *cobra.Command {
	var x digestFlags
	var from busFlags
	var since, until, date, why string
	c := &cobra.Command{
		Use:   "digest",
		Short: "Say what is new since the last digest",
		Long: `Prints what was stored since the last digest: new designations first, then
delistings, names never seen before, watchlisted names, names in the news more
than usual, and the stories. With --mail, --webhook or --out it goes there.

Every subscription has a watermark of its own, which moves only when all of its
mails, webhooks and files are confirmed: a digest that fails or is killed comes
again with the same items and the same Message-ID, and none is left out. With
--since or --date it is a reprint, printed here, and no watermark moves.

Exit status 0: delivered, or nothing new; 1: not delivered; 3: delivered to some
subscriptions and not to others.`,
		Example: `  tagwire digest
  tagwire digest --date 2025-03-04 --zone Europe/Vienna --format markdown
  tagwire digest --mail desk@example.org --smtp smtps://user:password@mail.example.org
  tagwire digest --subscription feed --format atom --out /srv/www/designations.xml
  tagwire digest --subscriptions subscriptions.yaml --empty send
  tagwire digest --why s4f0c2a91b3d`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			stream := x.stream(a)
			subs, err := x.subscriptions(cmd.Flags(), stream)
			if err != nil {
				return usage(err)
			}
			if (since != "" || date != "") && len(subs) > 1 {
				return usageError("--since and --date print one digest again: choose one of the file's with --subscription")
			}
			begin, end, err := digest.Bounds(since, until, date, subs[0].Zone)
			if err != nil {
				return usage(err)
			}
			if _, err := os.Stat(a.path(store.FileName)); errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("%s: %w; \"tagwire run --once SOURCE\" makes one", a.path(store.FileName), store.ErrNoStore)
			}
			return a.withStoreOpts(cmd.Context(), store.Options{}, func(s *store.Store) error {
				switch {
				case why != "":
					text, err := digest.Why(cmd.Context(), s, why, a.page())
					fmt.Fprint(a.stdout, text)
					return err
				case !begin.IsZero():
					d, err := digest.Reprint(cmd.Context(), s, begin, end, subs[0].Filter, subs[0].Zone)
					if err != nil {
						return err
					}
					return stream.Deliver(cmd.Context(), d)
				}
				letters := func(ctx context.Context) (int, error) { return a.countLetters(ctx, &from) }
				return a.deliver(cmd.Context(), a.deliverer(s, &x, letters), subs)
			})
		},
	}
	f := c.Flags()
	x.register(f)
	from.register(f)
	f.StringVar(&since, "since", "", "reprint what was stored from this day or time on")
	f.StringVar(&until, "until", "", "with --since: up to this day or time")
	f.StringVar(&date, "date", "", "reprint what was stored on this day")
	f.StringVar(&why, "why", "", "explain why a story's articles belong together (the story's or an article's id)")
	return askable(a, c, "out", "subscriptions")
}

// stream prints a digest that goes nowhere else.
func (x *digestFlags) stream(a *app) digest.Stream {
	return digest.Stream{W: a.stdout, Format: cmp.Or(x.plan.Format, "text"), Page: a.page()}
}

// deliver delivers to subscriptions and says what there is not to see.
func (a *app) deliver(ctx context.Context, v *digest.Deliverer, subs []digest.Subscription) error {
	outcomes, err := v.All(ctx, subs)
	done := 0
	for i, o := range outcomes {
		if o.Sent {
			done++
		}
		if o.Digest == nil || o.Sent || !o.Digest.Empty() {
			continue
		}
		done++
		fmt.Fprintf(a.stderr, "%s: nothing new since the last digest\n", subs[i].Name)
		for _, trouble := range o.Digest.Operations {
			fmt.Fprintf(a.stderr, "%s: %s\n", trouble.What, trouble.Detail)
		}
	}
	if err != nil && done > 0 && ctx.Err() == nil {
		return &exitError{exitPartial, err}
	}
	return err
}

// digestsOf are the digests that a pipeline delivers from its own store: at the
// times of a cron expression, or once at its end.
type digestsOf struct {
	a     *app
	b     *bench
	flags *digestFlags
	subs  []digest.Subscription
}

func (d *digestsOf) deliver(ctx context.Context) error {
	return d.a.deliver(ctx, d.a.deliverer(d.b.file, d.flags, d.b.Bus.CountLetters), d.subs)
}

// schedule delivers at the times of a cron expression until stop is called,
// which waits for a delivery under way.
func (d *digestsOf) schedule(ctx context.Context, at string) (stop func(), err error) {
	zone, err := digest.LoadZone(d.flags.plan.Zone)
	if err != nil {
		return nil, usage(err)
	}
	schedule, err := digest.ParseSchedule(at, zone)
	if err != nil {
		return nil, usage(err)
	}
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	wait.Go(func() { schedule.Run(ctx, d.a.log, d.deliver) })
	return func() { cancel(); wait.Wait() }, nil
}
