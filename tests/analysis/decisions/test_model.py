"""Anything that may happen to a dossier, against a model that only remembers what was decided.

The model knows sentences, not places: each article is a list of sentences, an edit exchanges one
of them, and an analysis leaves some of them out. What it predicts must be what the dossier shows,
after every step, in the process that took it and in one that opens the dossier anew.
"""

import random
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from analysis.dossier import Dossier
from analysis.models import (
    Action,
    Analysis,
    Attribution,
    CleanView,
    Document,
    Kind,
    Provenance,
    Settings,
    Span,
    Statement,
    Voice,
)
from tests.analysis.decisions.made import Shelf, attribution, document, parties_of

PARTIES = ("bytedance", "oracle", "microsoft", "walmart")
ISSUES = ("talks", "us_sale")
_SENTENCE = re.compile(r"Oracle said (number \d+ of \d+ is version \d+ of it)\.")
TOML = "".join(
    [f'[[party]]\nid = "{p}"\nname = "{p}"\n' for p in PARTIES]
    + [f'[[issue]]\nid = "{i}"\nname = "{i}"\nkeywords = []\n' for i in ISSUES]
)


@dataclass
class Reader:
    """An extractor that can be changed: which sentences it leaves out, how it names and cuts."""

    DEFAULT_MODEL: str = "reader"
    version: int = 0

    def leaves_out(self, number: int) -> bool:
        return self.version % 3 == 1 and number % 2 == 0

    def provenance(self, settings: Settings, model: str) -> Provenance:
        return Provenance(model, str(self.version), "1", "1")

    def Analyser(self, settings: Settings, model: str) -> "Reader":
        return self

    def analyse(self, article: Document, view: CleanView) -> Analysis:
        found = [
            self._attribution(article, Span(*match.span(1)), Span(*match.span()), number)
            for number, match in enumerate(_SENTENCE.finditer(article.text))
            if not self.leaves_out(number)
        ]
        return Analysis(article.id, self.provenance(Settings("x"), "reader"), tuple(found))

    def _attribution(self, article: Document, what: Span, all_: Span, number: int) -> Attribution:
        if self.version % 3 == 2:
            what = Span(what.start, what.end - len(" of it"))
        name = f"{self.version}-{what.start}-{article.id[:8]}"
        part = Statement(name, what, what.of(article.text), Voice.PARAPHRASED)
        return Attribution(
            id=f"a{name}",
            document=article.id,
            source=(Span(all_.start, all_.start + len("Oracle")),),
            cue=(Span(all_.start + len("Oracle "), what.start - 1),),
            content=(what,),
            kind=Kind.INDIRECT,
            speaker="Oracle",
            party="oracle",
            also=(),
            about=(),
            voice=Voice.PARAPHRASED,
            certainty=part.certainty,
            chain=(),
            tone=None,
            resolutions=(),
            rule="hand",
            confidence=1.0,
            parts=(part,),
        )


@dataclass
class Made:
    """One decision as the model remembers it; `group` are those made in one go."""

    group: int
    key: tuple[int, int] | None  # article and sentence; None: a replacement
    what: str
    value: object
    stands: bool = True

    def onto(self, about: dict[str, object]) -> None:
        """Add it to what was decided before; a correction ends what a verification says."""
        about[self.what] = self.value
        if self.what in ("verify", "party", "stance", "reject"):
            about["confirmed"] = self.what == "verify"


@dataclass
class Model:
    """Articles as lists of sentences, and decisions in their order."""

    articles: list[list[str]] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)

    def decide(self, key: tuple[int, int] | None, what: str, value: object) -> None:
        self.made.append(Made(len(self.made), key, what, value))
        self.undone.clear()

    def undo(self) -> None:
        standing = [one for one in self.made if one.stands]
        if standing:
            standing[-1].stands = False
            self.undone.append(standing[-1].group)

    def redo(self) -> None:
        if self.undone:
            self.made[self.undone.pop()].stands = True

    def newest(self, article: int) -> int:
        direct = {m.value[0]: m.value[1] for m in self.made if m.stands and m.key is None}  # type: ignore[index]
        while article in direct:
            article = direct[article]
        return article

    def shown(self, reader: Reader) -> tuple[dict[tuple[int, int], dict[str, object]], int]:
        """Each shown sentence with all that was decided about it, and how many are lost."""
        decided: dict[tuple[int, int], dict[str, object]] = {}
        homes: dict[tuple[int, int], set[int]] = {}
        lost = set()
        for one in self.made:
            if not one.stands or one.key is None:
                continue
            article, number = one.key
            now = self.newest(article)
            if self.articles[now][number] != self.articles[article][number]:
                lost.add(one.key)
                continue
            one.onto(decided.setdefault((now, number), {}))
            homes.setdefault((now, number), set()).add(article)
        current = [n for n in range(len(self.articles)) if self.newest(n) == n]
        found = {}
        for article in current:
            for number in range(len(self.articles[article])):
                about = decided.get((article, number), {})
                if reader.leaves_out(number):
                    here = [h for h in homes.get((article, number), ()) if self._keeps(h, number)]
                    lost |= {(h, number) for h in homes.get((article, number), set())}
                    if article not in here:
                        continue
                    lost.discard((article, number))
                    about = self._of((article, number))
                if "reject" not in about:
                    found[article, number] = about
        return found, len(lost)

    def _of(self, key: tuple[int, int]) -> dict[str, object]:
        about: dict[str, object] = {}
        for one in self.made:
            if one.stands and one.key == key:
                one.onto(about)
        return about

    def _keeps(self, article: int, number: int) -> bool:
        """Whether somebody pinned or verified it, so that it stays when the machine loses it."""
        return bool({"pin", "verify"} & self._of((article, number)).keys())


class Dossiers(RuleBasedStateMachine):
    """A dossier on disk, and what should be in it."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.reader = Reader()
        self.model = Model()
        self.ids: list[str] = []
        path = Path(self.folder.name) / "d"
        path.mkdir()
        (path / "dossier.toml").write_text(TOML)
        self.path = path
        self._open()
        self.add()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def _open(self) -> None:
        self.dossier = Dossier.open(self.path, language=self.reader)

    def _keep(self, sentences: list[str]) -> str:
        text = "\n".join(f"Oracle said {sentence}." for sentence in sentences)
        report = self.dossier.add([], stdin=text.encode())
        self.model.articles.append(sentences)
        self.ids.append(report.added[0].id)
        return report.added[0].id

    @precondition(lambda self: len(self.model.articles) < 4)
    @rule()
    def add(self) -> None:
        article = len(self.model.articles)
        self._keep([f"number {n} of {article} is version 0 of it" for n in range(4)])

    @precondition(lambda self: len(self.model.articles) < 6)
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """Add a version in which one sentence is another, and let it take the old one's place."""
        current = [n for n in range(len(self.ids)) if self.model.newest(n) == n]
        old = data.draw(st.sampled_from(current))
        number = data.draw(st.integers(0, 3))
        sentences = list(self.model.articles[old])
        sentences[number] = f"number {number} of {old} is version {len(self.ids)} of it"
        new = self._keep(sentences)
        decisions = self.dossier.decisions
        decisions.keep(decisions.propose_replaced(self.ids[old], new))
        self.model.decide(None, "replace", (old, len(self.ids) - 1))

    @rule(
        data=st.data(), what=st.sampled_from(["party", "stance", "note", "pin", "verify", "reject"])
    )
    def decide(self, data: st.DataObject, what: str) -> None:
        shown, _ = self.model.shown(self.reader)
        if not shown:
            return
        article, number = data.draw(st.sampled_from(sorted(shown)))
        about = shown[article, number]
        decisions = self.dossier.decisions
        name = self._statements()[article, number][0]
        value: object = True
        if what == "party":
            value = data.draw(st.sampled_from(PARTIES))
            events = decisions.propose_party(name, [value])
        elif what == "stance":
            value = data.draw(st.sampled_from(["for", "against"]))
            events = decisions.propose(name, Action.STANCE, {"issue": "talks", "stance": value})
        elif what == "note":
            value = data.draw(st.text(min_size=1, max_size=5))
            events = decisions.propose(name, Action.NOTE, {"note": value})
        else:
            events = decisions.propose(name, Action(what))
            if what == "verify":
                value = (about.get("party", "oracle"), about.get("stance"))
        decisions.keep(events)
        if events:
            self._remember((article, number), what, value)

    def _remember(self, key: tuple[int, int], what: str, value: object) -> None:
        self.model.decide(key, what, value)

    @rule()
    def undo(self) -> None:
        self.dossier.decisions.undo()
        self.model.undo()

    @rule()
    def redo(self) -> None:
        self.dossier.decisions.redo()
        self.model.redo()

    @rule(version=st.integers(0, 5))
    def analyse_again(self, version: int) -> None:
        self.reader.version = version
        self.dossier.analyze()

    @rule()
    def open_again(self) -> None:
        self._open()

    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        """A save was cut short: half a line in the log, or a file of decisions gone."""
        log = self.path / "human" / "log.jsonl"
        files = sorted((self.path / "human").glob("*/*.json"))
        if log.exists() and data.draw(st.booleans()):
            with log.open("ab") as file:
                file.write(b'{"id": "half of a decis')
        elif files:
            data.draw(st.sampled_from(files)).unlink()
        self._open()

    def _statements(self) -> dict[tuple[int, int], tuple[str, Attribution]]:
        """What the dossier shows: article and sentence to statement."""
        comparison = self.dossier.comparison()
        found = {}
        for view in comparison.parties:
            for entry in view.entries:
                article = self.ids.index(entry.attribution.document)
                number = int(re.findall(r"\d+", entry.statement.quote)[0])
                found[article, number] = (entry.statement.id, entry.attribution)
        return found

    @invariant()
    def it_shows_what_was_decided(self) -> None:
        if not hasattr(self, "dossier"):
            return
        expected, lost = self.model.shown(self.reader)
        found = self._statements()
        assert set(found) == set(expected)
        marks = {
            entry.statement.id: (entry.mark, entry.statement)
            for view in self.dossier.comparison().parties
            for entry in view.entries
        }
        for key, about in expected.items():
            name, shown = found[key]
            mark, statement = marks[name]
            assert shown.parties == (about.get("party", "oracle"),)
            assert statement.stances.get("talks") == about.get("stance")
            assert (mark.note if mark else "") == about.get("note", "")
            assert bool(mark and mark.pinned) == ("pin" in about)
            assert bool(mark and mark.verified) == bool(about.get("confirmed"))
        # A sentence that was decided about under two ids is listed under both.
        orphans = self.dossier.decisions.orphans()
        places = {(o.document, re.findall(r"\d+", o.anchor.quote)[0]) for o in orphans}
        assert len(places) == lost


TestDossiers = Dossiers.TestCase
TestDossiers.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


def test_a_thousand_decisions_and_undos_are_what_their_replay_is() -> None:
    chance = random.Random(1)
    article = document(" ".join(f"Oracle said item{n} is so." for n in range(30)))
    shelf = Shelf()
    found = [attribution(article, f"item{n} is so") for n in range(30)]
    shelf.put(article, *found)
    names = [one.parts[0].id for one in found]
    decisions = shelf.decisions()
    expected: dict[str, list[str]] = {name: ["oracle"] for name in names}
    done: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    for _ in range(1000):
        step = chance.random()
        if step < 0.3 and done:
            decisions.undo()
            gone.append(done.pop())
            expected[gone[-1][0]].pop()
        elif step < 0.4 and gone:
            decisions.redo()
            done.append(gone.pop())
            expected[done[-1][0]].append(done[-1][1])
        else:
            name, party = chance.choice(names), chance.choice(PARTIES)
            if decisions.keep(decisions.propose_party(name, [party])):
                expected[name].append(party)
                done.append((name, party))
                gone.clear()
    shown = parties_of(decisions, shelf)
    assert list(shown.values()) == [(expected[name][-1],) for name in names]
    chance.shuffle(shelf.log)
    again = shelf.decisions()
    assert again.view() == decisions.view()
    assert replace(again.corrections()) == decisions.corrections()
