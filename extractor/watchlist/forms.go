package watchlist

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// form is one way to write a name, in folded tokens.
type form struct {
	tokens []string
	form   Form
}

// forms are the ways in which news writes a listed name: a person in both
// orders and without middle names, a company without its legal form.
func forms(name string, kind source.Kind) []form {
	if kind == source.Person {
		return personForms(name)
	}
	tokens := Fold(name)
	if len(tokens) == 0 {
		return nil
	}
	out := []form{{tokens, AsListed}}
	if kind == source.Organization {
		if rest := tokens[1:]; leadingArticle(tokens[0]) && len(rest) > 0 && len(strings.Join(rest, "")) > 4 {
			out = append(out, form{rest, Stripped})
		}
		if short := stripLegal(tokens); len(short) < len(tokens) && len(short) > 1 {
			out = append(out, form{short, Stripped})
		}
		// A name may end with its acronym in brackets, or with what tells it
		// from others: "Huawei Technologies (Thailand) Co.".
		if before, inside, ok := strings.Cut(name, "("); ok {
			how := Shortened
			if in, _, _ := strings.Cut(inside, ")"); len(in) <= 7 && in == strings.ToUpper(in) && name != strings.ToUpper(name) {
				how = Stripped
			}
			if t := Fold(before); len(t) > 1 && len(t) < len(tokens) {
				out = append(out, form{t, how})
			}
		}
	}
	return out
}

// leadingArticle reports whether a word opens a body's name and may be left out.
func leadingArticle(w string) bool {
	switch w {
	case "the", "los", "las", "el", "la", "le", "les":
		return true
	}
	return false
}

func personForms(name string) []form {
	family, given, known := strings.Cut(name, ",")
	if !known {
		tokens := Fold(name)
		if len(tokens) == 0 {
			return nil
		}
		out := []form{{tokens, AsListed}}
		if len(tokens) == 3 && !oneGivenName(tokens[:1], tokens[1:]) {
			out = append(out, form{[]string{tokens[0], tokens[2]}, Shortened})
		}
		if n := len(tokens); n > 3 && (tokens[n-2] == "al" || tokens[n-2] == "el") {
			out = append(out, form{append([]string{tokens[0]}, tokens[n-2:]...), Shortened})
		}
		return out
	}
	f, g := Fold(family), Fold(given)
	if len(f) == 0 || len(g) == 0 {
		return []form{{append(f, g...), AsListed}}
	}
	out := []form{
		{join(f, g), AsListed},
		{join(g, f), Reordered},
	}
	if len(g) > 1 && !oneGivenName(f, g) {
		out = append(out, form{join(g[:1], f), Shortened})
	}
	switch {
	case len(f) == 2 && (f[0] == "al" || f[0] == "el"):
		// "AL-ASSAD, Bashar" is also "Bashar Assad".
		out = append(out, form{join(g[:1], f[1:]), Shortened})
	case len(f) == 2 && !particles[f[0]] && !particles[f[1]]:
		// "MADURO MOROS, Nicolas" is mostly "Nicolas Maduro".
		out = append(out, form{join(g[:1], f[:1]), Shortened})
	}
	return out
}

// oneGivenName reports whether a given name of two syllables belongs together,
// as in Korea and China: nobody calls KIM, Jong Un "Jong Kim".
func oneGivenName(family, given []string) bool {
	if len(family) != 1 || len(given) != 2 || len(family[0]) > 5 {
		return false
	}
	return strings.HasPrefix(skeleton(family[0]), "=") || eastAsian[family[0]]
}

// eastAsian are further family names of one syllable.
var eastAsian = set(`kim han kang so sin hong hwang an song yun ma kwon min chae hyon ju paek chen chan wang yang huang zhao wu zhou sun zhu hu guo lin he gao luo zheng liang xie tang deng feng
	yu dong xiao cheng cao yuan fu shen zeng peng lu su jiang jia ding wei xue ye yan pan du dai xia zhong wang tian ren fan fang shi yao liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan qian yin nguyen tran pham`)

func join(a, b []string) []string {
	out := make([]string, 0, len(a)+len(b))
	return append(append(out, a...), b...)
}

// stripLegal cuts legal forms from the end and the front of a company's name.
func stripLegal(tokens []string) []string {
	for len(tokens) > 1 && isLegalForm(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	for len(tokens) > 1 && isLegalForm(tokens[0]) && tokens[0] != "co" && tokens[0] != "as" && tokens[0] != "at" {
		tokens = tokens[1:]
	}
	return tokens
}
