"""What the labeller is trained from: a checkout of PolNeAR gives what its JSON lines give."""

from pathlib import Path

import pytest

from analysis.errors import ReadingError
from analysis.language.training.corpus import Article, Marked
from analysis.language.training.polnear import read_checkout

TEXT = "The “old” port, the mayor said, would close.\nFerry crews oppose it.\n"
MARKS = """\
T1\tSource 16 25\tthe mayor
T2\tCue 26 30\tsaid
T3\tContent 0 14;32 43\tThe “old” port would close
T4\tAttribution 26 30\tsaid
E1\tAttribution:T4 Content:T3 Source:T1 Cue:T2
T5\tDiscuss 0 43\tnot a role
T6\tCue 57 63\toppose
T7\tContent 64 66\tit
T8\tAttribution-no-source 57 63\toppose
E2\tAttribution-no-source:T8 Content:T7 Cue:T6
"""


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path) -> Path:
    part = tmp_path / "data" / "train"
    (part / "text").mkdir(parents=True)
    (part / "attributions").mkdir()
    (part / "text" / "harbour_news.txt").write_bytes(TEXT.encode())
    (part / "attributions" / "harbour_news_4b22.ann").write_bytes(MARKS.encode())
    (part / "attributions" / "harbour_news_ef2d.ann").write_bytes(b"")
    return tmp_path


def test_a_checkout_gives_articles_with_their_relations(checkout: Path) -> None:
    assert read_checkout(checkout) == [
        Article(
            "harbour_news",
            TEXT,
            [
                Marked([(16, 25)], [(26, 30)], [(0, 14), (32, 43)]),
                Marked([], [(57, 63)], [(64, 66)]),
            ],
        )
    ], "of two annotators the first by name counts"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("T9\tCue 60 999\tfar", "line 1 marks a place outside its text"),
        ("T9\tCue sixty\tno", "line 1 is no annotation"),
        ("E9\tAttribution:T1 Content:T7", "line 1 names T7"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(checkout: Path, line: str, why: str) -> None:
    file = checkout / "data" / "train" / "attributions" / "harbour_news_4b22.ann"
    file.write_text(line)
    with pytest.raises(ReadingError, match=why):
        read_checkout(checkout)


def test_another_folder_is_refused_with_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="PolNeAR"):
        read_checkout(tmp_path)
