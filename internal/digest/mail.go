package digest

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/tagwire/tagwire/internal/console"
)

// MailServer is the SMTP server that mail goes out through.
type MailServer struct {
	host     string
	port     int
	policy   mail.TLSPolicy
	implicit bool
	user     *url.Userinfo
	from     *netmail.Address
	// tls is for tests; nil trusts the system's authorities.
	tls *tls.Config
}

// mailTimeout bounds each step of talking to the server.
const mailTimeout = 30 * time.Second

// NewMailServer reads a server's address:
//
//	smtp://user:password@host:587   STARTTLS, which must succeed but for a
//	                                server on this machine
//	smtps://user:password@host:465  TLS from the first byte
//	smtp+plain://host:25            no encryption
//
// from is the sender's address.
func NewMailServer(address, from string) (*MailServer, error) {
	if address == "" {
		return nil, fmt.Errorf("mail needs a server: --smtp smtp://user:password@host:587, or TAGWIRE_SMTP")
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("--smtp: want smtp://user:password@host:587 or smtps://…") // not the text: it has the password
	}
	m := &MailServer{host: u.Hostname(), user: u.User}
	switch u.Scheme {
	case "smtp":
		m.port, m.policy = 587, mail.TLSMandatory
		if local(m.host) {
			m.policy = mail.TLSOpportunistic
		}
	case "smtps":
		m.port, m.policy, m.implicit = 465, mail.TLSMandatory, true
	case "smtp+plain":
		m.port, m.policy = 25, mail.NoTLS
	default:
		return nil, fmt.Errorf("--smtp: unknown scheme %q: want smtp, smtps or smtp+plain", u.Scheme)
	}
	if p := u.Port(); p != "" {
		if m.port, err = strconv.Atoi(p); err != nil {
			return nil, fmt.Errorf("--smtp: port %q: %w", p, err)
		}
	}
	if m.from, err = netmail.ParseAddress(from); err != nil {
		return nil, fmt.Errorf("--mail-from %q is no mail address: %w", from, err)
	}
	return m, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Mail is the channel to one recipient.
type Mail struct {
	server *MailServer
	to     *netmail.Address
}

// NewMail returns the channel to an address, "Name <user@host>" or bare.
func NewMail(server *MailServer, to string) (*Mail, error) {
	a, err := netmail.ParseAddress(to)
	if err != nil {
		return nil, fmt.Errorf("--mail %q is no mail address: %w", to, err)
	}
	return &Mail{server, a}, nil
}

// Name implements Channel.
func (m *Mail) Name() string { return "mail:" + m.to.Address }

// Deliver implements Channel. The Message-ID depends on the digest and the
// recipient only, so that a mailbox can tell a repeat.
func (m *Mail) Deliver(ctx context.Context, d *Digest) error {
	msg, err := m.message(d)
	if err != nil {
		return err
	}
	s := m.server
	opts := []mail.Option{mail.WithPort(s.port), mail.WithTimeout(mailTimeout), mail.WithTLSPolicy(s.policy)}
	if s.implicit {
		opts = append(opts, mail.WithSSL())
	}
	if s.tls != nil {
		opts = append(opts, mail.WithTLSConfig(s.tls))
	}
	if s.user != nil {
		password, _ := s.user.Password()
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.user.Username()), mail.WithPassword(password))
	}
	client, err := mail.NewClient(s.host, opts...)
	if err != nil {
		return err
	}
	return client.DialAndSendWithContext(ctx, msg)
}

func (m *Mail) message(d *Digest) (*mail.Msg, error) {
	msg := mail.NewMsg()
	msg.FromMailAddress(m.server.from)
	msg.ToMailAddress(m.to)
	msg.Subject(console.Clean(d.Subject()))
	msg.SetDateWithValue(d.made())
	_, domain, _ := strings.Cut(m.server.from.Address, "@")
	msg.SetMessageIDWithValue(fmt.Sprintf("%s.%s@%s", d.ID, digestID(Request{Subscription: m.to.Address})[:8], domain))
	msg.SetGenHeader(mail.Header("Auto-Submitted"), "auto-generated")
	msg.SetBulk()
	msg.SetBoundary("tagwire-" + d.ID) // a repeat is the same to the byte
	var text, html strings.Builder
	if err := Render(&text, d, "text", console.Page{Width: fileWidth}); err != nil {
		return nil, err
	}
	if err := Render(&html, d, "html", console.Page{}); err != nil {
		return nil, err
	}
	msg.SetBodyString(mail.TypeTextPlain, text.String())
	msg.AddAlternativeString(mail.TypeTextHTML, html.String())
	return msg, nil
}
