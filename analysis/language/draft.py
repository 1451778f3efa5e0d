"""A relation in the making."""

from dataclasses import dataclass

from analysis.models import Span


@dataclass
class Draft:
    """A relation in the making; spans in the analysed text.

    `group` is the kind of evidence for it, `odds` the labeller's log-odds of its cue and
    `agreement` the mean log-probability of its roles: calibration turns them into confidence.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span]
    family: str
    rule: str
    confidence: float
    needs_party: bool = False
    quoted: bool = False
    whole: bool = False
    by: str = ""
    odds: float = 0.0
    agreement: float = 0.0
    through: tuple[Span, ...] = ()
    """Who has passed the words of the source on."""
    cited: tuple[Span, ...] = ()
    """On whose word the source says it."""

    @property
    def group(self) -> str:
        """The kind of evidence: what proposed it, and whether quotation marks bear it out."""
        return f"{self.by or self.rule}{' quoted' if self.by and self.quoted else ''}"
