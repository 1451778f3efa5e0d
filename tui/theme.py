"""The pages: ink on a dark ground, ink on paper, high contrast, and the terminal's own colours."""

from textual.theme import Theme

DARK = Theme(
    name="positions-dark",
    dark=True,
    background="#14161a",
    surface="#191c21",
    panel="#20242a",
    foreground="#d9d4c8",
    primary="#e0a458",
    secondary="#8fb8b0",
    accent="#e0a458",
    success="#9cbf7f",
    warning="#e0a458",
    error="#dd8574",
    variables={
        "ink": "#f2ede2",
        "muted": "#9a958a",
        "faint": "#868178",
        "rule": "#3a3d42",
        "selected": "#262a31",
        "field": "#14161a",
        "positive": "#9cbf7f",
        "negative": "#dd8574",
        "source": "#8fb8d8",
        "cue": "#e0a458",
        "lit": "#f0dca6",
        "lit-ink": "#1a1712",
        "content": "#3d3625",
        "other": "#23282e",
        "scrollbar": "#2c3036",
        "scrollbar-hover": "#4a4e55",
        "scrollbar-active": "#e0a458",
        "scrollbar-background": "#14161a",
        "scrollbar-background-hover": "#14161a",
        "scrollbar-background-active": "#14161a",
        "scrollbar-corner-color": "#14161a",
    },
)

LIGHT = Theme(
    name="positions-light",
    dark=False,
    background="#f8f4ea",
    surface="#f1ecdf",
    panel="#e8e2d2",
    foreground="#35322c",
    primary="#9a4a12",
    secondary="#2f6b63",
    accent="#9a4a12",
    success="#3f6e2a",
    warning="#9a4a12",
    error="#a8382a",
    variables={
        "ink": "#16140f",
        "muted": "#676257",
        "faint": "#716b5e",
        "rule": "#cfc8b6",
        "selected": "#ebe4d1",
        "field": "#f8f4ea",
        "positive": "#3f6e2a",
        "negative": "#a8382a",
        "source": "#1f5a8a",
        "cue": "#9a4a12",
        "lit": "#4a3c10",
        "lit-ink": "#fbf3d8",
        "content": "#f3e2a9",
        "other": "#ece6d6",
        "scrollbar": "#d6cfbd",
        "scrollbar-hover": "#b8b09c",
        "scrollbar-active": "#9a4a12",
        "scrollbar-background": "#f8f4ea",
        "scrollbar-background-hover": "#f8f4ea",
        "scrollbar-background-active": "#f8f4ea",
        "scrollbar-corner-color": "#f8f4ea",
    },
)

CONTRAST = Theme(
    name="positions-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#000000",
    foreground="#ffffff",
    primary="#ffd700",
    secondary="#5fffff",
    accent="#ffd700",
    success="#5fff5f",
    warning="#ffd700",
    error="#ff8787",
    variables={
        "ink": "#ffffff",
        "muted": "#e0e0e0",
        "faint": "#d0d0d0",
        "rule": "#b0b0b0",
        "selected": "#003a70",
        "field": "#003a70",
        "positive": "#5fff5f",
        "negative": "#ff8787",
        "source": "#5fffff",
        "cue": "#ffd700",
        "lit": "#ffff00",
        "lit-ink": "#000000",
        "content": "#4a3a00",
        "other": "#303030",
        "scrollbar": "#b0b0b0",
        "scrollbar-hover": "#ffffff",
        "scrollbar-active": "#ffd700",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "scrollbar-corner-color": "#000000",
    },
)

# The terminal's sixteen colours, on whatever ground it has: nothing here may need a dark one.
ANSI = Theme(
    name="positions-ansi",
    dark=True,
    ansi=True,
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    foreground="ansi_default",
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_blue",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "ink": "ansi_default",
        "muted": "ansi_default",
        "faint": "ansi_default",
        "rule": "ansi_bright_black",
        "selected": "ansi_default",
        "field": "ansi_default",
        "positive": "ansi_green",
        "negative": "ansi_red",
        "source": "ansi_blue",
        "cue": "ansi_magenta",
        "lit": "ansi_yellow",
        "lit-ink": "ansi_black",
        # These two are drawn as form: see tui/ink.py.
        "content": "ansi_bright_magenta",
        "other": "ansi_bright_cyan",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_blue",
        "scrollbar-active": "ansi_blue",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "border": "ansi_blue",
        "border-blurred": "ansi_bright_black",
    },
)

THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "ansi": ANSI}
"""By the name that people know them by; `t` goes through them in this order."""


_CALLED = {"contrast": "high contrast", "ansi": "the terminal's own colours"}


def first_theme(asked: str, last: str, *, colours: bool) -> Theme:
    """Return the theme to begin with: the one that was asked for, else the last one.

    Without colours there are no greys either: the terminal's own ink on its own ground.
    """
    return THEMES.get(asked) or (THEMES.get(last, DARK) if colours else ANSI)


def next_theme(name: str) -> tuple[str, str]:
    """Return the name of the theme that follows, and what people call it."""
    known = list(THEMES)
    place = next((n for n, key in enumerate(known) if THEMES[key].name == name), -1)
    key = known[(place + 1) % len(known)]
    return THEMES[key].name, _CALLED.get(key, key)
