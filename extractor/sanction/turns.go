package sanction

import "github.com/tagwire/tagwire/extractor/tagging"

// Briefings, interviews and hearings label who speaks ("MR HALE:",
// "QUESTION:") and speakers address each other ("Nora, as you said, …"). Neither
// name plays a part in the sentence.

// labels open the label of a speaker.
var labels = set("MR MS MRS DR Q A QUESTION ANSWER MODERATOR OPERATOR INTERVIEWER SECRETARY MINISTER PRESIDENT AMBASSADOR SENATOR SEN REP CHAIRMAN CHAIR CHAIRWOMAN GENERAL ADMIRAL SPOKESPERSON SPOKESMAN SPOKESWOMAN SENIOR DEPUTY FOREIGN UNDER ASSISTANT ACTING JUDGE HOST REPORTER PARTICIPANT STAFF")

// dropTurn cuts the label of a speaker off a block's first sentence, and names
// in address off any, and notes questions that lack their mark.
func (v *view) dropTurn(opens bool) {
	if opens {
		v.n = v.n[v.label():]
	}
	if v.addressed() {
		v.n = v.n[2:]
	}
	if n := len(v.n); v.calls(n - 2) {
		v.n = append(v.n[:n-3], v.n[n-1])
	}
	if v.inverted() && v.at(len(v.n)-1).word != "." {
		v.question = true
	}
}

// text is what node i says as it is written.
func (v *view) text(i int) string {
	n := v.at(i)
	if n.last == 0 {
		return ""
	}
	return v.f.in.Doc.Text[v.f.in.Doc.Tokens[n.first].Start:v.f.in.Doc.Tokens[n.last-1].End]
}

// label returns how many nodes a label of a speaker takes, its colon counted.
func (v *view) label() int {
	if !labels[v.text(0)] {
		return 0
	}
	for k := 1; k < min(len(v.n), 9); k++ {
		switch n := v.at(k); {
		case n.word == ":":
			return k + 1
		case !n.title && !n.is(cPunct):
			return 0
		}
	}
	return 0
}

// addressed reports whether the sentence opens with a name that it is said to:
// "Nora, as you know", "Otto, thank you", "Tom, we have been clear".
func (v *view) addressed() bool {
	if v.at(0).typ != tagging.Person || v.at(0).ent < 0 || v.at(1).word != "," {
		return false
	}
	switch n := v.at(2); n.word {
	case "you", "i", "we", "i’m", "we’re", "you’re", "thank", "thanks", "please", "let", "look", "yes", "no", "well", "welcome", "sorry", "go":
		return n.ent < 0
	case "as":
		w := v.at(3).word
		return w == "you" || w == "i" || w == "we"
	}
	return false
}

// calls reports whether the person at k, before the sentence's last mark, is the
// one that it is said to: "You sanctioned him, Nora."
func (v *view) calls(k int) bool {
	if k < 2 || v.at(k).typ != tagging.Person || v.at(k).ent < 0 || v.at(k-1).word != "," || !v.at(k+1).is(cPunct) {
		return false
	}
	for q := range k {
		switch v.at(q).word {
		case ",":
			if v.at(q + 1).isName() {
				return false // a list
			}
		case "you", "your":
			return true
		}
	}
	return false
}

// inverted reports whether the sentence opens as a question does.
func (v *view) inverted() bool {
	switch v.at(0).word {
	case "will", "would", "did", "does", "do", "is", "are", "was", "were", "has", "have", "can", "could", "should":
		return v.at(0).ent < 0
	}
	return false
}
