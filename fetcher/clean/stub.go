package clean

import (
	"net/url"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

// Some documents answer like a story and are none. A page that says that there
// is nothing at its address, with status 200, is refused ([ErrGone]); a page
// that shows the beginning of a story and asks for money for the rest is an
// article, marked Paywalled.

const (
	// stubWords is how long a text may be and still be the beginning that a
	// paywall lets see, where the page says something that only a paywall says;
	// teaserWords where it says what a page may say in its frame too.
	stubWords   = 350
	teaserWords = 130
	// goneWords is how long the text of a page may be whose first words, and
	// not its title, say that there is nothing.
	goneWords = 90
)

// goneTitles are what pages are titled that are not there, the site's name and
// punctuation aside. No story bears one of these and nothing else.
var goneTitles = []string{
	"404", "404 error", "error 404", "404 not found", "404 page not found", "error 404 not found", "404 error page not found", "http 404", "410 gone",
	"page not found", "page not found 404", "page not found error 404", "article not found", "story not found", "content not found", "post not found",
	"oops page not found", "oops that page can t be found", "oops that page can’t be found", "sorry page not found", "page cannot be found", "page can t be found", "page can’t be found",
	"the page cannot be found", "page does not exist", "page doesn’t exist", "page doesn t exist", "page unavailable", "page not available", "this page isn t available", "this page isn’t available", "page no longer available",
	"we can t find that page", "we can’t find that page", "we couldn’t find that page", "we couldn t find that page", "sorry we couldn’t find that page", "sorry we can’t find that page",
	"seite nicht gefunden", "404 seite nicht gefunden", "seite nicht verfügbar", "page introuvable", "page non trouvée", "erreur 404", "404 page introuvable",
	"página no encontrada", "error 404 página no encontrada", "página não encontrada", "pagina non trovata", "pagina niet gevonden", "siden blev ikke fundet", "sidan hittades inte", "sidan kunde inte hittas",
	"sivua ei löytynyt", "nie znaleziono strony", "strona nie została znaleziona", "strona nie istnieje", "stránka nenalezena", "az oldal nem található", "pagina nu a fost găsită",
	"sayfa bulunamadı", "страница не найдена", "404 страница не найдена", "ошибка 404", "сторінку не знайдено", "страницата не е намерена", "الصفحة غير موجودة", "لم يتم العثور على الصفحة",
	"ページが見つかりません", "页面不存在", "找不到页面", "페이지를 찾을 수 없습니다",
}

// goneWhole are titles of such pages that could be a part of a story's title.
var goneWhole = []string{"error", "not found", "nothing found", "file not found", "oops", "sorry", "gone"}

// goneSentences are how short pages say it in their text.
var goneSentences = []string{
	"the page you are looking for", "the page you were looking for", "the page you requested", "the page you have requested", "the requested page", "the requested url was not found",
	"the article you are looking for", "the article you were looking for", "the story you are looking for", "this page could not be found", "this page does not exist", "this page doesn’t exist",
	"this page no longer exists", "this article is no longer available", "this story is no longer available", "this content is no longer available", "page has been moved or deleted", "may have been moved or deleted", "it looks like nothing was found at this location",
	"die gesuchte seite", "die angeforderte seite", "la page que vous recherchez", "la page demandée", "la página que busca", "la página que buscas", "a página que você procura", "la pagina che stai cercando",
	"запрашиваемая страница", "запрошенная страница", "aradığınız sayfa",
}

// paywallSaid are what only a page says that keeps the rest of a story back.
var paywallSaid = []string{
	"subscribe to continue reading", "subscribe to read the full", "subscribe to read more", "subscribe now to continue", "subscribe to unlock", "to continue reading, subscribe", "to continue reading this article", "to keep reading, subscribe",
	"to read the full article", "to read the full story", "to read this article in full", "to read the rest of this article", "continue reading with a subscription", "continue reading your article with", "continue reading for free by registering",
	"this article is for subscribers", "this story is for subscribers", "this content is for subscribers", "this article is available to subscribers", "this article is reserved for", "this is a subscriber-only", "this is subscriber-only", "this article is exclusive to",
	"exclusively for subscribers", "available only to subscribers", "for subscribers only", "subscribers only", "only available to subscribers", "members-only article", "this article is for members", "this content is for members", "become a member to read",
	"you have reached your limit of free", "you’ve reached your limit of free", "you've reached your limit of free", "you have read all your free", "you’ve read your last free", "you have used all your free", "your free articles this month", "unlock this article", "unlock the full article", "unlock this story",
	"register to read", "register for free to continue", "register to continue reading", "create a free account to continue", "create an account to continue reading", "sign up to continue reading", "log in to continue reading", "sign in to continue reading", "log in to read the full", "sign in to read the full", "login to read the full", "please log in to read",
	"you need a subscription to", "a subscription is required to", "purchase a subscription to", "this premium content", "premium content for subscribers",
	"dieser artikel ist nur für abonnenten", "nur für abonnenten", "exklusiv für abonnenten", "jetzt weiterlesen mit", "lesen sie diesen artikel mit", "um weiterzulesen",
	"cet article est réservé", "article réservé aux abonnés", "réservé à nos abonnés", "la suite est réservée", "pour lire la suite", "abonnez-vous pour lire", "de cet article à lire",
	"contenido exclusivo para suscriptores", "exclusivo para suscriptores", "suscríbete para seguir leyendo", "suscríbase para seguir leyendo", "para continuar leyendo", "conteúdo exclusivo para assinantes", "exclusivo para assinantes",
	"contenuto riservato agli abbonati", "riservato agli abbonati", "abbonati per continuare a leggere", "alleen voor abonnees", "verder lezen? word", "för att läsa vidare", "tylko dla prenumeratorów", "tylko dla subskrybentów",
	"только для подписчиков", "доступно подписчикам", "доступен только подписчикам", "лише для передплатників", "abonelere özel",
}

// paywallHinted are what pages with a paywall say that others also say, in a
// frame around a story that is whole.
var paywallHinted = []string{
	"already a subscriber", "already subscribed", "already a member? ", "already have an account? ", "start your free trial", "choose your plan", "subscribe for full access", "get unlimited access", "get full access", "for full access", "unlimited digital access", "continue reading", "keep reading",
	"bereits abonnent", "déjà abonné", "ya soy suscriptor", "già abbonato", "al abonnee",
}

// judge says of a document that was read whether it is a story at all, and
// marks a story that is cut off. The error is that of reading it, if any; look
// is nil for what is no page.
func judge(p article.Page, text []byte, look func() glimpse, a *article.Article, err error) error {
	var g glimpse
	words := countWords(a.Text, stubWords+1)
	if look != nil && (err != nil || words <= stubWords) {
		g = look()
	}
	if look != nil && gone(p, &g, a, words) {
		return ErrGone
	}
	if err != nil {
		return err
	}
	// Many a page that calls itself not free shows its story whole.
	if words > stubWords {
		a.Paywalled = false
		return nil
	}
	said := g.text
	if look == nil {
		said = squeeze(string(text))
	}
	a.Paywalled = a.Paywalled || g.tier == "locked" || containsAny(said, paywallSaid) || words <= teaserWords && containsAny(said, paywallHinted)
	return nil
}

// countWords counts the words of a text, at most so many.
func countWords(s string, most int) (n int) {
	for range strings.FieldsSeq(s) {
		if n++; n == most {
			break
		}
	}
	return n
}

// gone reports whether a page says that there is nothing at its address.
func gone(p article.Page, g *glimpse, a *article.Article, words int) bool {
	if toFront(p.URL, p.FinalURL) {
		return true
	}
	for _, title := range []string{g.title, g.heading, a.Title} {
		for _, part := range titleParts(title) {
			if slices.Contains(goneTitles, part) {
				return true
			}
		}
	}
	if words <= goneWords && slices.Contains(goneWhole, plainTitle(g.title)) {
		return true
	}
	// A story may begin "The page you are looking for" in a quotation: only a
	// page that has no date says it of itself.
	return words <= goneWords && a.Published.IsZero() && containsAny(squeeze(a.Text+" "+g.heading), goneSentences)
}

// toFront reports whether an address with a path was answered by the front page
// of its own site, as sites do with stories that they have taken down.
func toFront(asked, answered string) bool {
	from, ferr := url.Parse(asked)
	to, terr := url.Parse(answered)
	if ferr != nil || terr != nil || asked == answered || !article.SameSite(from.Host, to.Host) {
		return false
	}
	path := strings.Trim(from.Path, "/")
	return (strings.Contains(path, "/") || len(path) > len("index.html")) && strings.Trim(to.Path, "/") == "" && to.RawQuery == ""
}

// separators stand between a page's title and its site's name.
var separators = strings.NewReplacer(" | ", "\x00", " – ", "\x00", " — ", "\x00", " - ", "\x00", " : ", "\x00", " » ", "\x00", " · ", "\x00", " • ", "\x00", " :: ", "\x00")

// titleParts are a title and the pieces between its separators, as goneTitles
// are written: small letters, no punctuation.
func titleParts(title string) []string {
	title = squeeze(title)
	if title == "" || len(title) > 160 {
		return nil
	}
	parts := []string{plainTitle(title)}
	for _, p := range strings.Split(separators.Replace(title), "\x00") {
		parts = append(parts, plainTitle(p))
	}
	return parts
}

func plainTitle(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" .,!?:;|–—-»·•()[]\"“”'", r) }), " ")
}

// squeeze is s in small letters with single spaces.
func squeeze(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

func containsAny(s string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// glimpse is what a page shows at first sight.
type glimpse struct {
	title, heading string
	// tier is Facebook's article:content_tier: free, metered or locked.
	tier string
	// text is all that is visible, in small letters.
	text string
}

// glance gathers it from a page that was scanned.
func glance(v *view, sc *scanner) glimpse {
	g := glimpse{title: squeeze(sc.title), tier: strings.ToLower(strings.TrimSpace(sc.metas["article:content_tier"]))}
	if v.first >= 0 {
		g.heading = squeeze(v.nodes[v.first].text)
	}
	var text strings.Builder
	for i := range v.nodes {
		if n := &v.nodes[i]; n.flags&inNav == 0 {
			text.WriteString(n.text)
			text.WriteByte(' ')
		}
	}
	g.text = squeeze(text.String())
	return g
}
