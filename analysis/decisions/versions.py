"""Whether the words of a decision are still the same person's in another version of an article.

Words and verb may stand as they did while the sentence that "she" was named in has changed. So
what a source resolves to is compared, and where it names nobody in full, the words that tell
who is meant: full names for a surname, what stands before "she" and "the company". Typos, and
sentences that name nobody, change nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import takewhile

from analysis.decisions.anchoring import Placed
from analysis.decisions.places import plain_words, sentence_at
from analysis.decisions.reference import Forms, Reading, Word, reading, words
from analysis.models import Analysis, Attribution, Document, Span

Version = tuple[Document, Analysis]
"""A version of an article and what was found in it."""

_PRONOUN = "pronoun"
_SENTENCES = 3
"""In how many sentences that tell anything it is looked for who is meant."""
_IN_NAMES = frozenset({"of", "for"})
_NAMES_ITSELF = frozenset({"name", "spokesperson"})
"""The rules of mentions that need no other sentence."""
_NOT_FOUND = frozenset({"unresolved", "ambiguous"})
"""The rules of sources that the machine could not say who they are."""


@dataclass(frozen=True)
class _Side:
    """A statement in one version of an article."""

    attribution: Attribution
    place: Span
    document: Document

    @property
    def reading(self) -> Reading:
        return reading(self.document.text)

    @property
    def antecedents(self) -> list[Span]:
        return [r.antecedent for r in self.attribution.resolutions if r.antecedent is not None]

    @cached_property
    def source(self) -> list[Word]:
        """The words that say who speaks; for "who" those of its sentence before it, too."""
        found: list[Word] = []
        for span in self.attribution.source:
            own = self.reading.between(*span)
            if own and own[0].word in words().relative:
                start = sentence_at(self.document.text, span).start
                own = self.reading.between(start, span.start) or own
            found += own
        return found

    @property
    def relative(self) -> bool:
        """Whether the source is "who" or "which": then its sentence names it."""
        own = [word for span in self.attribution.source for word in self.reading.between(*span)]
        return bool(own) and own[0].word in words().relative

    @property
    def is_nobodys(self) -> bool:
        """Whether the statement has no source, and is about nobody."""
        found = self.attribution
        return not (found.source or found.parties or found.speaker)

    @property
    def several(self) -> bool:
        """Whether several may be meant, whom no article or name need introduce."""
        own = self.source
        return not own or any(w.word in words().several or w.word.endswith("s") for w in own)


def same_source(before: Placed, old: Document, now: Placed, new: Document, *, sure: bool) -> bool:
    """Return whether the source of a statement is still the same, as far as the text tells.

    The machine has to find the same in both versions; `sure` says that nobody contradicted it
    there.
    """
    one = _Side(before.attribution, before.statement.span, old)
    two = _Side(now.attribution, now.statement.span, new)
    if not _same_meaning(one, two):
        return _not_found_again(one, two)
    if one.relative and not _leans(one):
        return _same_words(one, two) and _same_people(one, two)
    if _names_itself(one) and _names_itself(two):
        return _is_full_name(one) or not _has_namesake(one, two)
    if sure and one.is_nobodys and two.is_nobodys:
        return True
    if not one.source or _leans(one):
        return _same_lead_up(one, two, sure) and _same_people(one, two)
    return _same_people(one, two) and (sure or _same_lead_up(one, two, sure))


def same_context(
    parties: Collection[str], place: Span, old: Version, now: Span, new: Version
) -> bool:
    """Return whether words that a person gave to `parties` are still theirs, as far as is known.

    They are where their sentence is the same and begins with one of the parties' names, or where
    all is the same that leads up to them and tells who is meant.
    """
    before, after = sentence_at(old[0].text, place), sentence_at(new[0].text, now)
    if plain_words(before.of(old[0].text)) != plain_words(after.of(new[0].text)):
        return False
    named = _first_named(parties, before, old) & _first_named(parties, after, new)
    return bool(named) or _told_alike(
        (old[0], place), (new[0], now), since=place.start, several=True
    )


def _first_named(parties: Collection[str], sentence: Span, version: Version) -> set[str]:
    document, analysis = version
    return {
        mention.party
        for mention in analysis.mentions
        if sentence.covers(mention.span)
        and mention.rule in _NAMES_ITSELF
        and mention.party in parties
        and len(document.text[sentence.start : mention.span.start].split()) <= 1  # "The"
    }


# ---------------------------------------------------------------- what the source's words tell


def _same_meaning(one: _Side, two: _Side) -> bool:
    """Whether the machine gave the statement to the same; "Clinton" may be short for more."""
    a, b = one.attribution, two.attribution
    if (a.party, a.also, a.about) != (b.party, b.also, b.about):
        return False
    if [r.party for r in a.resolutions] != [r.party for r in b.resolutions]:
        return False
    names = (plain_words(a.speaker), plain_words(b.speaker))
    short, long = sorted(names, key=len)
    return short == long or (
        " " not in short and short[:1].isupper() and long.endswith(f" {short}")
    )


def _not_found_again(one: _Side, two: _Side) -> bool:
    """Whether only the machine lost who is meant: all that had led it there stands as it did."""
    a, b = one.attribution, two.attribution
    lost = bool(b.resolutions) and b.resolutions[0].rule in _NOT_FOUND and b.party is None
    others = [[r.party for r in side.resolutions[1:]] for side in (a, b)]
    if not lost or (a.also, a.about) != (b.also, b.about) or others[0] != others[1]:
        return False
    return _same_people(one, two) and _leads_up(one, two)


def _names_itself(side: _Side) -> bool:
    """Whether the source's own words say who it is, without another sentence."""
    attribution = side.attribution
    if not attribution.source or any(r.rule == _PRONOUN for r in attribution.resolutions):
        return False
    if side.antecedents:
        return bool(_capitals(side, attribution.source) & _capitals(side, side.antecedents))
    return attribution.party is not None or _is_full_name(side)


def _capitals(side: _Side, spans: Collection[Span]) -> set[str]:
    found = (word for span in spans for word in side.reading.between(*span))
    return {word.word for word in found if word.capital}


def _is_full_name(side: _Side) -> bool:
    """Whether two words that stand together are names: of "Bell" there may be more than one."""
    names = [side.reading.is_name(w) and w.word not in words().titles for w in side.source]
    joined = [word.joined for word in side.source[1:]]
    return any(map(all, zip(names, names[1:], joined, strict=False)))


def _same_words(one: _Side, two: _Side) -> bool:
    return [word.word for word in one.source] == [word.word for word in two.source]


def _leans(side: _Side) -> bool:
    """Whether the source's words stand for somebody whom other words name.

    "The spokesman" and "her lawyer" do; "experts" and "a poll" mean nobody in particular, and
    "the Tax Policy Center" is a name.
    """
    own = list(takewhile(lambda w: w.word not in words().relative, side.source))
    if side.relative:
        own = _last_phrase(own)
    if not own:  # "that", with nothing before it
        return True
    named = False
    for number, word in enumerate(own):
        inside = named and word.word in words().possessive  # "Bell and her aides"
        pronoun = word.word in words().pronouns and not inside
        definite = word.word in words().definite and not inside
        if pronoun or (definite and not _begins_name(side, own[number + 1 :])):
            return True
        named = named or side.reading.is_name(word)
    return False


def _last_phrase(own: Sequence[Word]) -> list[Word]:
    """Return the end of some words from the last "the" or "a" on, or behind the last "and"."""
    found: list[Word] = []
    for word in reversed(own):
        begins = word.word in words().determiners or word.owner
        if word.word in words().function - _IN_NAMES and not begins:
            break
        found.insert(0, word)
        if begins:
            break
    return found


def _begins_name(side: _Side, following: Sequence[Word]) -> bool:
    """Whether a name of several words, or of capitals only, or "Bell campaign" follows "the"."""
    inside = takewhile(lambda w: w.word in _IN_NAMES or w.word not in words().function, following)
    name = [word for word in inside if word.word not in _IN_NAMES]
    if len(name) > 1 and name[-1].word in words().bodies:
        return all(map(side.reading.is_name, name[:-1]))
    short = len(name) == 1 and name[0].written.isupper()
    return (short or len(name) > 1) and all(map(side.reading.is_name, name))


# ---------------------------------------------------------------- what other words tell


def _same_people(one: _Side, two: _Side) -> bool:
    """Whether the names that tell who speaks are short for the same full names as before."""
    telling = [*one.source]
    if one.attribution.party is None:
        telling += [word for span in one.antecedents for word in one.reading.between(*span)]
    names = {word.word for word in telling if one.reading.is_name(word)}
    return all(_same_bearer(name, one, two) for name in names - words().titles)


def _has_namesake(one: _Side, two: _Side) -> bool:
    """Whether a name of the source now stands with a word that it did not stand with."""
    names = {word.word for word in one.source if one.reading.is_name(word)} - words().titles
    return any(_new_forms(name, one, two) for name in names)


def _new_forms(name: str, one: _Side, two: _Side) -> set[str]:
    before, after = one.reading.forms(name), two.reading.forms(name)
    return {form.word for form in after} - {form.word for form in before}


def _same_bearer(name: str, one: _Side, two: _Side) -> bool:
    """Whether a name has no full form that it had not, and the nearest one is the same."""
    if _new_forms(name, one, two):
        return False
    before, after = one.reading.forms(name), two.reading.forms(name)
    full = {form.word for form in before if not form.title}
    return len(full) <= 1 or _nearest(before, one.place) == _nearest(after, two.place)


def _nearest(forms: Forms, place: Span) -> str:
    full = [form for form in forms if not form.title]
    ahead = [form.word for form in full if form.start < place.start]
    return ahead[-1] if ahead else next((form.word for form in full), "")


def _same_lead_up(one: _Side, two: _Side, sure: bool) -> bool:
    """Whether what leads up to a statement can mean nobody else than before.

    Where the machine found an antecedent, and nobody found it wrong, nobody may be new between it
    and the statement; else all words that tell who is meant have to be the same.
    """
    if sure and one.antecedents and two.antecedents:
        return _nobody_new(*(_since_antecedent(side, one.several) for side in (one, two)))
    return _leads_up(one, two)


def _since_antecedent(side: _Side, several: bool) -> list[tuple[Word, bool]]:
    start = sentence_at(side.document.text, min(side.antecedents)).start
    return list(side.reading.told(start, side.place.start, several=several))


def _nobody_new(old: Sequence[tuple[Word, bool]], new: Sequence[tuple[Word, bool]]) -> bool:
    """Whether nobody is named among the new words who was not among the old.

    A noun in the place of another brings in nobody new; a name or a pronoun might.
    """
    before, after = ([word.word for word, _ in side] for side in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, first, last in (op for op in matcher.get_opcodes() if op[0] != "equal"):
        exchanged = end - start == last - first
        for word, tells in new[first:last]:
            names = word.capital or word.word in words().pronouns
            if tells and (names or not exchanged):
                return False
    return True


def _leads_up(one: _Side, two: _Side) -> bool:
    start = min(one.antecedents, default=one.place).start
    return _told_alike(
        (one.document, one.place),
        (two.document, two.place),
        since=min(start, one.place.start),
        several=one.several,
    )


def _told_alike(
    old: tuple[Document, Span],
    new: tuple[Document, Span],
    *,
    since: int,
    several: bool,
) -> bool:
    """Whether the words that tell who is meant stand before a place as they did in `old`.

    From the paragraph before on, or from `since`, and at least the last sentences that tell: who
    is meant is seldom named earlier.
    """
    (text, place), (newer, now) = (old[0].text, old[1]), (new[0].text, new[1])
    told = list(reading(text).told(0, place.start, several=several))
    starts = [p.start for p in old[0].paragraphs if p.start <= place.start]
    first = min(starts[-2] if len(starts) > 1 else 0, sentence_at(text, Span(since, since)).start)
    sentences, number = 0, len(told)
    telling = False
    while number and (told[number - 1][0].start >= first or sentences < _SENTENCES):
        number -= 1
        telling |= told[number][1]
        if told[number][0].first:
            sentences, telling = sentences + telling, False
    wanted = [word.word for word, tells in told[number:] if tells]
    before = reading(newer).telling(0, now.start, several=several)
    if not number:
        return before == wanted  # nobody may have been named there since
    return not wanted or before[-len(wanted) :] == wanted
