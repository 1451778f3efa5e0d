"""Where whoever makes a statement stands on an issue, by the words that tell so.

The keyword that an issue was found by is what the stance is towards. From there the way up the
parse is walked to the words of the statement's cue: a verb that endorses, intends, makes or guards
keeps the sign, one that condemns, refuses or ends turns it, and so does every negation. It counts
only where the holder himself is behind it: he is the subject, demands it of others, or judges it.
What somebody else does or thinks is told, no stance. A condition on the way makes it conditional,
"rather than" or "partial" qualified, an open question unclear.

`leaning` asks the same of the whole statement, towards whatever it is about.

Limits: the parse of a small model; no irony, no knowledge of the world. "Against the ban" is a
stance on the ban: whether that is for the deal only the dossier can say (`against` of an issue).
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from analysis.language import tree
from analysis.language.leaning import leaning
from analysis.language.leanings import (
    NOUNS,
    STEPS,
    Holder,
    Walk,
    ask,
    attitude_of,
    called,
    condition_on,
    deed_of,
    demand_on,
    effect_of,
    found_to_be,
    intent_of,
    is_condition,
    is_order,
    judged,
    lesser_than,
    negated,
    place_of,
    said_of,
    signs,
    whole_of,
    words,
)
from analysis.language.results import PartyMention, Relation, Resolved
from analysis.models import Certainty, IssueMatch, Marker, Span, StanceReason, StanceValue, Topic

_OBJECTS = frozenset(
    {"dobj", "obj", "pobj", "xcomp", "ccomp", "nsubjpass", "oprd", "dative", "acl", "prep", "pcomp"}
)
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod"})
_OWN = frozenset({"our", "my", "ours"})
_LINKS = frozenset({"be", "become", "seem", "appear", "look", "sound", "feel", "remain", "make"})
_THINKS = frozenset({"think", "believe", "expect", "suppose", "see", "imagine", "feel"})
_BY = frozenset({"to", "with", "from", "by", "for"})
_IS = frozenset({"attr", "acomp", "oprd"})
_ASKS = frozenset({"call", "push", "press", "ask", "wish", "hope"})
"""Verbs of intent whose object stands behind a preposition."""


class StanceReader:
    """Reads stances off the parse of one document."""

    def __init__(self, doc: Doc, mentions: Sequence[PartyMention]) -> None:
        self._doc = doc
        self._mentions = mentions

    def read(
        self,
        relation: Relation,
        resolved: Resolved,
        part: Span,
        issues: Sequence[IssueMatch],
        markers: Sequence[Marker],
        inner: Sequence[Span],
    ) -> tuple[StanceReason, ...]:
        """Return a reason for each issue on which the statement `part` takes a stance.

        And one without an issue where it leans one way, towards whatever it is about.

        `inner` are the contents inside the statement that somebody else says: not the holder's.
        """
        holder = self._holder(relation, resolved)
        found = tuple(self._on(holder, part, issues, markers, inner))
        opened = any(marker.certainty is Certainty.OPEN for marker in markers)
        lean = None if opened else leaning(self._doc, holder, part)
        return (*found, lean) if lean is not None else found

    def topics(
        self,
        relation: Relation,
        resolved: Resolved,
        part: Span,
        phrases: Sequence[Topic],
        markers: Sequence[Marker],
        inner: Sequence[Span],
    ) -> tuple[Topic, ...]:
        """Return `phrases` with the stance that the statement `part` takes on each of them."""
        issues = [IssueMatch(str(number), (topic.span,)) for number, topic in enumerate(phrases)]
        reasons = self._on(self._holder(relation, resolved), part, issues, markers, inner)
        stances = {reason.issue: reason.stance for reason in reasons}
        return tuple(
            replace(topic, stance=stances.get(str(number), StanceValue.NONE))
            for number, topic in enumerate(phrases)
        )

    def _holder(self, relation: Relation, resolved: Resolved) -> Holder:
        party = resolved.source.party
        if party is None and resolved.about:
            party = resolved.about[0].party
        return Holder(relation, party, self._mentions)

    def _on(
        self,
        holder: Holder,
        part: Span,
        issues: Sequence[IssueMatch],
        markers: Sequence[Marker],
        inner: Sequence[Span],
    ) -> Iterator[StanceReason]:
        """Yield a reason for each issue on which the statement `part` takes a stance."""
        opened = tuple(m.span for m in markers if m.certainty is Certainty.OPEN)
        for match in issues:
            if opened:
                yield StanceReason(match.issue, StanceValue.UNCLEAR, opened, "open")
                continue
            reasons = [
                reason
                for span in match.spans
                if not any(other.covers(span) and other != part for other in inner)
                and (reason := self._towards(holder, match, span, part)) is not None
            ]
            if reasons:
                yield _together(reasons)

    def _towards(
        self, holder: Holder, match: IssueMatch, span: Span, part: Span
    ) -> StanceReason | None:
        target = tree.head_of(self._doc, span)
        if target is None or target.pos_ in ("ADP", "DET"):
            return None
        rule, lesser = lesser_than(self._doc, target, part)
        walk = Walk()
        self._climb(target, part, holder, walk)
        asked = tree.text_of(self._doc)[: part.end].rstrip("”\"'’ ").endswith("?")
        if asked:
            ask(self._doc, part, walk)
        whole = whole_of(target)
        stance = StanceValue.NONE
        if walk.told and walk.held and not walk.barred:
            sign = walk.sign * (-1 if span in match.against else 1)
            stance = StanceValue.FOR if sign > 0 else StanceValue.AGAINST
            if condition := condition_on(self._doc, target, part):
                walk.why += condition
                walk.rule, stance = "condition", StanceValue.CONDITIONAL
            elif walk.conditional:
                stance = StanceValue.CONDITIONAL
        if lesser and stance in (StanceValue.NONE, StanceValue.FOR, StanceValue.CONDITIONAL):
            stance, walk.why, walk.rule = StanceValue.QUALIFIED, lesser, rule
        if stance is StanceValue.NONE:
            return None
        words = [*walk.why, *whole]
        spans = tuple(sorted({place_of(t) for t in words})) or (place_of(target),)
        return StanceReason(match.issue, stance, spans, walk.rule, walk.towards, bool(whole))

    # ------------------------------------------------------------ the way up

    def _climb(self, target: Token, part: Span, holder: Holder, walk: Walk) -> None:
        inside = {t.i for t in tree.tokens_in(self._doc, part)}
        node = target
        if target.pos_ in ("VERB", "AUX"):
            if target.dep_ == "amod":
                walk.barred = True  # "any approved deal": nobody approves
                return
            self._verb(target, "itself", holder, walk)
        else:
            said_of(target, walk)
        for _ in range(STEPS):
            dep, head = node.dep_, node.head
            if walk.barred or head is node or head.i not in inside:
                break
            if dep == "conj":
                node = head
                continue
            if dep in _MODIFIERS and head.pos_ in NOUNS:
                said_of(head, walk)
            elif dep == "poss" or (dep == "relcl"):
                walk.barred = not walk.held
                return
            elif dep == "advcl" and is_condition(node):
                walk.barred = True
            else:
                self._step(node, dep, head, holder, walk)
            node = head
        if not walk.barred:
            self._cue(node, holder, walk)

    def _step(self, node: Token, dep: str, head: Token, holder: Holder, walk: Walk) -> None:
        if head.pos_ in ("ADP", "SCONJ", "PART"):
            if head.lower_ in words("preposition", "against"):
                walk.note("against", head, sign=-1)
        elif head.pos_ in ("VERB", "AUX"):
            self._verb(head, dep, holder, walk)
        elif head.pos_ == "ADJ":
            self._adjective(dep, head, walk)
        elif head.pos_ in NOUNS and dep in ("prep", "acl", "relcl"):
            lemma = head.lemma_.lower()
            sign = signs("noun", "for", "against").get(lemma, 0)
            ending = words("noun", "ends_to" if node.lower_ == "to" else "ends")
            if lemma in ending and dep == "prep":
                sign = -1
            if sign:
                walk.note("noun", head, sign=sign)
                walk.turn(negated(head))
                if any(holder.is_(c) or c.lower_ in _OWN for c in head.lefts):
                    walk.held = True

    @staticmethod
    def _adjective(dep: str, head: Token, walk: Walk) -> None:
        """Take in an adjective: one that leans ("eager for"), or what the target is found to be."""
        if sign := signs("leaning", "for", "against").get(head.lemma_.lower(), 0):
            walk.note("adjective", head, sign=sign)
            walk.turn(negated(head))
        elif dep == "nsubj" and (quality := found_to_be(head)):
            walk.note("said of it", head, sign=quality)

    def _verb(self, verb: Token, dep: str, holder: Holder, walk: Walk) -> None:
        """Take in a verb on the way, reached by `dep` from below."""
        lemma = verb.lemma_.lower()
        demand = demand_on(verb)
        held_before, judged_before = walk.held, walk.rule == "judged"
        if dep == "nsubj":
            self._as_subject(verb, lemma, demand, walk)
        elif dep == "itself":
            walk.note("act", verb)
        elif dep in _OBJECTS:
            self._as_object(verb, lemma, dep, walk)
        guarded = lemma in words("effect", "guards") and dep in ("dobj", "obj")
        if (not held_before and not guarded) or lemma in _THINKS or (judged_before and dep in _IS):
            walk.turn(negated(verb))
        if demand is not None and dep in ("dobj", "obj") and not walk.told:
            walk.note("demand", demand)  # whatever should be done to it: "should pay the toll"
        if demand is not None and walk.told:
            walk.held = True
            if demand not in walk.why:
                walk.why.append(demand)
        if walk.told and not walk.held:
            self._whose(verb, dep, holder, walk)

    def _whose(self, verb: Token, dep: str, holder: Holder, walk: Walk) -> None:
        """Find out whether the holder is behind a verb that tells a stance."""
        subject = tree.subject(verb)
        own = tree.child(verb, "nsubj", "nsubjpass")
        passive = dep == "nsubjpass" or (subject is not None and subject.dep_ == "nsubjpass")
        if passive and verb.lemma_.lower() not in words("intent", "suffered"):
            agent = tree.child(verb, "agent")
            subject = None if agent is None else tree.child(agent, "pobj")
            walk.held = subject is not None and holder.is_(subject)
            return
        if subject is None:
            walk.held = is_order(verb, holder)
        elif holder.is_(subject):
            walk.held = True
            walk.towards = walk.towards or self._towards_whom(verb, holder)
        elif own is not None and dep != "nsubj" and walk.towards is None:
            named = holder.party_of(own)
            walk.towards = named if named != holder.party else None

    def _as_subject(self, verb: Token, lemma: str, demand: Token | None, walk: Walk) -> None:
        """The target does something, or is something."""
        said = tree.child(verb, "acomp", "attr", "oprd")
        if lemma in _LINKS and said is not None and (quality := judged(said)):
            walk.note("said of it", said, sign=quality)
            walk.held = True
        elif deed := deed_of(lemma):
            walk.note("deed", verb, sign=deed)
            walk.held = True
        elif demand is not None and lemma in words("effect", "guards") | {"meet"}:
            walk.note("demand", demand, verb)
            walk.held = walk.conditional = True

    def _as_object(self, verb: Token, lemma: str, dep: str, walk: Walk) -> None:
        """Something is done to the target, wanted of it or said of it."""
        passive, direct = dep == "nsubjpass", dep in ("dobj", "obj")
        # "dismissed it as a detail": the verb tells it, whatever the name.
        if (direct or passive) and not attitude_of(lemma) and (named := called(verb)) is not None:
            # Whoever does not call it a disgrace may still be against it.
            if negated(verb) is None and (sign := found_to_be(named)):
                walk.note("said of it", named, sign=sign)
            return
        off = any(child.dep_ == "prt" and child.lower_ == "off" for child in verb.children)
        if direct and off and lemma in words("effect", "off"):
            walk.note("effect", verb, sign=-1)  # "called off the talks"
            return
        if dep == "ccomp" and lemma in words("judgement", "verbs"):
            return  # "considers the toll unfair": what the adjective says counts
        intent, effect = intent_of(lemma), effect_of(lemma)
        if direct and lemma in words("effect", "guards"):
            walk.note("guards", verb)
            walk.held = True
        elif attitude := attitude_of(lemma):
            walk.note("attitude", verb, sign=attitude)
        elif effect and (direct or passive or dep == "prep"):
            walk.note("effect", verb, sign=effect)
        elif intent and not passive and (dep != "prep" or lemma in _ASKS):
            walk.note("intent", verb, sign=intent)
        if passive and walk.told and any(c.lower_ == "will" for c in verb.children):
            walk.held = True  # "no deal will be approved": who says so decides

    def _towards_whom(self, verb: Token, holder: Holder) -> str | None:
        """Return the one party to or with whom the holder acts, if the words name it."""
        for prep in verb.children:
            if prep.dep_ in ("prep", "dative") and prep.lower_ in _BY:
                target = tree.child(prep, "pobj")
                named = holder.party_of(target) if target is not None else None
                if named is not None and named != holder.party:
                    return named
        return None

    def _cue(self, node: Token, holder: Holder, walk: Walk) -> None:
        """Take in the cue, where it stands outside the statement: its verb governs the content."""
        relation = holder.relation
        cue = [t for span in relation.cue for t in tree.tokens_in(self._doc, span)]
        if not cue or any(t.i == node.i or node.is_ancestor(t) for t in cue):
            return
        against = [t for t in cue if t.lower_ in words("preposition", "against")]
        if against:
            walk.note("cue", *against, sign=-1)
            walk.held = True
            return
        for token in cue:
            sign = _cue_sign(token, relation, walk)
            if sign:
                walk.note("cue", token, sign=sign)
                walk.held = True
                walk.turn(negated(token))
                return


def _cue_sign(token: Token, relation: Relation, walk: Walk) -> int:
    """Return what a word of the cue says of the content, 0 where it tells nothing."""
    if token.pos_ not in ("VERB", "NOUN", "ADJ"):
        return 0
    lemma = token.lemma_.lower()
    if relation.family == "denial":
        return -1
    if sign := attitude_of(lemma):
        return 0 if walk.held and relation.family == "speech" else sign
    if relation.family in ("intent", "act", "judgement"):
        return intent_of(lemma)
    if relation.family == "cognition":
        return intent_of(lemma) if lemma in words("intent", "felt") and not walk.held else 0
    # "urged Congress to reject it" is a stance of whoever urged, "said that it does" is none.
    return max(0, intent_of(lemma)) if walk.told and not walk.held else 0


_WEIGHT = {
    StanceValue.QUALIFIED: 0,
    StanceValue.FOR: 1,
    StanceValue.AGAINST: 1,
    StanceValue.CONDITIONAL: 2,
}


def _together(reasons: Sequence[StanceReason]) -> StanceReason:
    """Return the one reason for an issue; for and against at once are no stance to be told."""
    values = {reason.stance for reason in reasons}
    if {StanceValue.FOR, StanceValue.AGAINST} <= values:
        spans = tuple(sorted({span for reason in reasons for span in reason.spans}))
        return StanceReason(reasons[0].issue, StanceValue.UNCLEAR, spans, "both sides")
    best = min(reasons, key=lambda reason: _WEIGHT[reason.stance])
    same = [reason for reason in reasons if reason.stance is best.stance]
    return StanceReason(
        best.issue,
        best.stance,
        tuple(sorted({span for reason in same for span in reason.spans})),
        best.rule,
        next((reason.towards for reason in same if reason.towards), None),
        any(reason.whole for reason in same),
    )
