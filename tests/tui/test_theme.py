"""Every ink of a theme can be read on every ground that it stands on."""

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.theme import ANSI, THEMES

READABLE = 4.5
"""The contrast of text at least, level AA of the Web Content Accessibility Guidelines."""
GROUNDS = ("background", "surface", "panel", "selected", "field")
INKS = (
    *("foreground", "ink", "muted", "primary", "secondary", "error", "positive", "negative"),
    *("source", "cue"),
)


@pytest.mark.parametrize("name", [name for name, theme in THEMES.items() if theme is not ANSI])
def test_every_ink_can_be_read_on_its_ground(name: str) -> None:
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
    pairs += [("faint", "background"), ("lit-ink", "lit"), ("background", "primary")]
    pairs += [("foreground", "content"), ("foreground", "other")]
    found = {pair: round(_contrast(THEMES[name], *pair), 2) for pair in pairs}
    assert not {pair: one for pair, one in found.items() if one < READABLE}


def _contrast(theme: Theme, ink: str, ground: str) -> float:
    one, other = (_light(_colour(theme, name)) for name in (ink, ground))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


def _light(colour: Color) -> float:
    """The relative luminance, as those guidelines define it."""
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
