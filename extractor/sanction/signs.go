package sanction

// sign is one piece of evidence on a name.
type sign int

const (
	// Names that a rule claims.
	ruled sign = iota
	ruledPerson
	ruleScore // the rule's own log-odds
	ruledTwice
	ruledAgency // an imposer acts in the clause
	ruledPast
	byActive
	byPassive
	byNominal
	byList // put or standing on a list
	byFreeze
	byEntry
	byAttribute // attributive, predicate, apposition
	byRelative
	byIntroduction
	byContinuation
	byPronoun
	byAgainst
	ruledOutsider
	ruledSpeaker
	ruledPublic
	ruledSpared
	// Names that no rule claims, in an article that tells a measure.
	storied
	storyPerson
	before // first named in front of the news
	beside // in the sentence that tells it
	next   // in one of the two sentences behind it
	near   // up to five behind
	far    // up to ten behind
	remote
	single
	often      // three times or more
	subject    // opens a sentence, in front of its verb
	opener     // so, at the first mention
	withTarget // coordinated with a name that a rule claims
	withOther  // coordinated with another name
	speaker
	outsider
	modifier // at the first mention it only modifies a noun
	inPlace  // behind "in", "at"
	ofWhat
	forWhom
	toWhom
	withWhom
	byWhom
	fromWhom
	againstWhom
	inReasonOf // in the reason of a claim
	spared
	accused
	roomy // the news has room for more of the type
	roomless
	exact  // as many new names of the type as there is room for
	echoed // introduced by a noun of the news's target phrase
	bulleted
	public
	corporate
	quoting // its sentence holds a quotation
	sourced // an imposer is the source of its sentence
	acting  // subject of a verb of conduct
	related // "his brother, X", "the firm, X,"
	included
	measured // a measure is spoken of in its sentence
	told     // "told X"
	aged     // ", 45,"
	victim
	solo    // no rule claims any target
	crowded // rules claim three targets or more
	unnamedNews
	inTitle
	weakNews     // the measure is only spoken of, no rule reads it
	leader       // "a network led by X"
	bypassed     // a rule claims others in its sentence
	chained      // its sentence and the one before or behind each open with a name
	onTheList    // the sentence speaks of the list or of "those covered"
	clean        // nothing marks it as one who stands outside
	cleanPerson  // so, a person
	cleanFirm    // so, with a company's name
	cleanOpener  // so, and opens a sentence
	cleanMate    // so, and coordinated
	cleanActing  // so, and acts
	cleanWeak    // so, but the measure is only spoken of
	cleanNear    // so, and named soon after the news
	cleanUnnamed // so, and the news names nobody
	byLater      // a guess of the group's reader (group.go)
	byAmong
	byImposer
	byDescription
	byAccusation
	byNext
	byGroupList
	byCount
	signs
)

var signNames = [signs]string{
	"ruled", "ruled-person", "rule-score", "ruled-twice", "ruled-agency", "ruled-past", "by-active", "by-passive", "by-nominal", "by-list",
	"by-freeze", "by-entry", "by-attribute", "by-relative", "by-introduction", "by-continuation", "by-pronoun", "by-against",
	"ruled-outsider", "ruled-speaker", "ruled-public", "ruled-spared",
	"storied", "story-person", "before", "beside", "next", "near", "far", "remote", "single", "often", "subject", "opener", "with-target", "with-other",
	"speaker", "outsider", "modifier", "in-place", "of-what", "for-whom", "to-whom", "with-whom", "by-whom", "from-whom", "against-whom", "in-reason",
	"spared", "accused", "roomy", "roomless", "exact", "echoed", "bulleted", "public", "corporate", "quoting", "sourced", "acting", "related",
	"included", "measured", "told", "aged", "victim", "solo", "crowded", "unnamed-news", "in-title",
	"weak-news", "leader", "bypassed", "chained", "on-the-list", "clean", "clean-person", "clean-firm", "clean-opener", "clean-mate", "clean-acting", "clean-weak", "clean-near", "clean-unnamed",
	"by-later", "by-among", "by-imposer", "by-description", "by-accusation", "by-next", "by-group-list", "by-count",
}

// evidence is how much of each sign there is on a name.
type evidence [signs]float64

func (e *evidence) set(s sign) { e[s] = 1 }

// score is the log-odds that the evidence is of a target.
func (e *evidence) score() float64 {
	w := weights()
	z := 0.0
	for i, x := range e {
		z += x * w[i]
	}
	return z
}
