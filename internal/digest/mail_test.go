package digest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// smtpServer is a mail server on loopback: EHLO, STARTTLS, AUTH PLAIN, and
// whatever it takes to receive a message.
type smtpServer struct {
	listener net.Listener
	tls      *tls.Config
	auth     string // what AUTH PLAIN must bring; empty asks for none
	refuse   string // answer to RCPT, where not empty

	mu       sync.Mutex
	messages []string
	secure   []bool
	wg       sync.WaitGroup
}

func newSMTP(t *testing.T, s *smtpServer) (*smtpServer, *tls.Config) {
	t.Helper()
	// httptest knows how to make a certificate for 127.0.0.1.
	web := httptest.NewTLSServer(nil)
	defer web.Close()
	s.tls = &tls.Config{Certificates: web.TLS.Certificates}
	pool := x509.NewCertPool()
	pool.AddCert(web.Certificate())
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s.wg.Go(func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			s.wg.Go(func() { s.serve(conn) })
		}
	})
	t.Cleanup(func() { s.listener.Close(); s.wg.Wait() })
	return s, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}

func (s *smtpServer) serve(conn net.Conn) {
	defer func() { conn.Close() }()
	in, secure, authed := bufio.NewReader(conn), false, s.auth == ""
	say := func(format string, args ...any) { fmt.Fprintf(conn, format+"\r\n", args...) }
	say("220 test")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		verb, arg, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			say("250-test")
			if !secure {
				say("250-STARTTLS")
			} else {
				say("250-AUTH PLAIN")
			}
			say("250 8BITMIME")
		case "STARTTLS":
			say("220 go")
			conn = tls.Server(conn, s.tls)
			in, secure = bufio.NewReader(conn), true
		case "AUTH":
			_, token, _ := strings.Cut(arg, " ")
			if plain, err := base64.StdEncoding.DecodeString(token); err != nil || string(plain) != s.auth {
				say("535 no")
				continue
			}
			authed = true
			say("235 ok")
		case "MAIL":
			if !authed {
				say("530 authenticate first")
				continue
			}
			say("250 ok")
		case "RCPT":
			if s.refuse != "" {
				say("%s", s.refuse)
				continue
			}
			say("250 ok")
		case "DATA":
			say("354 go")
			s.receive(in, secure)
			say("250 kept")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (s *smtpServer) receive(in *bufio.Reader, secure bool) {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil || line == ".\r\n" {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages, s.secure = append(s.messages, b.String()), append(s.secure, secure)
}

func mailTo(t *testing.T, s *smtpServer, client *tls.Config, user *url.Userinfo, to string) *Mail {
	t.Helper()
	u := url.URL{Scheme: "smtp", Host: s.listener.Addr().String(), User: user}
	server, err := NewMailServer(u.String(), "tagwire <tagwire@desk.example>")
	if err != nil {
		t.Fatal(err)
	}
	server.tls = client
	m, err := NewMail(server, to)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMail(t *testing.T) {
	s, client := newSMTP(t, &smtpServer{auth: "\x00user\x00pass:word"})
	d := digestOf(t, 40)
	m := mailTo(t, s, client, url.UserPassword("user", "pass:word"), "Ana Müller <ana@desk.example>")
	for range 2 {
		if err := m.Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.messages) != 2 || !s.secure[0] {
		t.Fatalf("%d messages, encrypted %v", len(s.messages), s.secure)
	}
	var ids []string
	for _, raw := range s.messages {
		msg, err := netmail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, msg.Header.Get("Message-Id"))
		subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
		if err != nil || subject != d.Subject() {
			t.Errorf("subject %q, %v; want %q", subject, err, d.Subject())
		}
		checkParts(t, msg)
	}
	if s.messages[0] != s.messages[1] {
		t.Error("a repeat differs from the first mail")
	}
	if ids[0] == "" || ids[0] != ids[1] {
		t.Errorf("message ids %q: a repeat cannot be told", ids)
	}
}

// checkParts reads the message as a mail program does.
func checkParts(t *testing.T, msg *netmail.Message) {
	t.Helper()
	typ, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || typ != "multipart/alternative" {
		t.Fatalf("content type %q, %v", typ, err)
	}
	parts := multipart.NewReader(msg.Body, params["boundary"])
	var types []string
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		typ, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		types = append(types, typ)
		body, err := io.ReadAll(p)
		if err != nil || !strings.Contains(string(body), "Sanctions digest") {
			t.Errorf("%s has no headline, %v", typ, err)
		}
	}
	if strings.Join(types, " ") != "text/plain text/html" {
		t.Errorf("parts %q", types)
	}
}

func TestMailFailures(t *testing.T) {
	d := digestOf(t, 5)
	s, client := newSMTP(t, &smtpServer{refuse: "550 no such user"})
	if err := mailTo(t, s, client, nil, "nobody@desk.example").Deliver(t.Context(), d); err == nil || !strings.Contains(err.Error(), "550") {
		t.Errorf("a refused recipient: %v", err)
	}
	s, client = newSMTP(t, &smtpServer{auth: "\x00user\x00right"})
	if err := mailTo(t, s, client, url.UserPassword("user", "wrong"), "a@desk.example").Deliver(t.Context(), d); err == nil || strings.Contains(err.Error(), "wrong") {
		t.Errorf("a wrong password: %v", err)
	}
	s, _ = newSMTP(t, &smtpServer{})
	if err := mailTo(t, s, &tls.Config{ServerName: "127.0.0.1"}, nil, "a@desk.example").Deliver(t.Context(), d); err == nil {
		t.Error("a certificate that nobody vouches for was taken")
	}
	s.listener.Close()
	if err := mailTo(t, s, client, nil, "a@desk.example").Deliver(t.Context(), d); err == nil {
		t.Error("delivered to nobody")
	}
}

func TestMailAddresses(t *testing.T) {
	server, err := NewMailServer("smtps://mail.example", "tagwire@desk.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"", "nobody", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"} {
		if _, err := NewMail(server, to); err == nil {
			t.Errorf("%q was taken for an address", to)
		}
	}
	for _, address := range []string{"", "mail.example", "http://mail.example", "smtp://u:secret@:25", "smtp://u:secret@host:port"} {
		_, err := NewMailServer(address, "tagwire@desk.example")
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := NewMailServer("smtp://mail.example", "no address"); err == nil {
		t.Error("a wrong sender was taken")
	}
}
