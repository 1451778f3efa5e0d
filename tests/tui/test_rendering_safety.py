"""Text from data reaches Textual through `tui/render.py` alone: a walk over the syntax tree."""

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "tui"
MODULES = sorted(p for p in TUI.rglob("*.py") if p.name not in ("render.py", "cli.py"))

SINKS = {
    "Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Collapsible", "Tab",
    "ListItem", "Link", "Digits", "Placeholder", "Toast", "Notification",
    "update", "notify", "add_row", "add_column", "add_option", "add_options", "set_options",
    "Hit", "DiscoveryHit",
}  # fmt: skip
TITLES = {"border_title", "border_subtitle", "tooltip", "title", "sub_title", "label"}
MAKERS = {"Content", "Text", "from_markup", "from_text", "from_rich_text", "from_ansi"}
SHOWN = {"text", "help", "title", "label", "tooltip", "prompt", "content"}
MADE = ("Content", "Text")


def name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def makes_content(annotation: ast.expr | None) -> bool:
    return annotation is not None and any(
        name_of(node) in MADE for node in ast.walk(annotation) if isinstance(node, ast.expr)
    )


def trusted_functions(trees: list[ast.Module]) -> set[str]:
    """Functions annotated to return content: those of render.py, and those that build on them."""
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and makes_content(node.returns)
    } | {"literal"}


def trusted_names(tree: ast.Module) -> set[str]:
    """Parameters and variables annotated as content, also as attributes of the same name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and makes_content(node.annotation):
            found |= {node.arg, f"_{node.arg}"}
        if isinstance(node, ast.AnnAssign) and makes_content(node.annotation):
            found.add(name_of(node.target))
    return found


def arguments(call: ast.Call) -> list[ast.expr]:
    """The arguments that are shown."""
    places = {"Hit": slice(1, 2), "DiscoveryHit": slice(0, 1)}.get(name_of(call.func), slice(None))
    return [*call.args[places], *(k.value for k in call.keywords if k.arg in SHOWN)]


def faults(tree: ast.Module, functions: set[str]) -> list[str]:
    names = trusted_names(tree)

    def safe(value: ast.expr) -> bool:
        if isinstance(value, ast.Call):
            return name_of(value.func) in functions
        return isinstance(value, ast.Constant) or name_of(value) in names

    def wrong(node: ast.AST) -> bool:
        match node:
            case ast.Call(func=func, keywords=keywords):
                called = name_of(func)
                plain = {(k.arg, ast.unparse(k.value)) for k in keywords}
                return (
                    called in MAKERS
                    or (called in SINKS and not all(map(safe, arguments(node))))
                    or (called == "notify" and ("markup", "False") not in plain)
                )
            case ast.Assign(targets=targets, value=value):
                titled = any(isinstance(t, ast.Attribute) and t.attr in TITLES for t in targets)
                return titled and not safe(value)
        return False

    return [f"{node.lineno}: {ast.unparse(node)}" for node in ast.walk(tree) if wrong(node)]  # type: ignore[attr-defined]


FUNCTIONS = trusted_functions(
    [ast.parse(p.read_text(encoding="utf-8")) for p in (*MODULES, TUI / "render.py")]
)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(TUI)))
def test_no_data_reaches_a_widget_unrendered(path: Path) -> None:
    assert faults(ast.parse(path.read_text(encoding="utf-8")), FUNCTIONS) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(party.name)",
        "Static(f'{quote}')",
        "Static('a' + quote)",
        "self.query_one(Static).update(quote)",
        "self.notify(str(error))",
        "self.notify(literal(str(error)))",
        "table.add_row(say('x'), quote)",
        "pane.border_title = party.name",
        "pane.tooltip = f'{x}'",
        "Content.from_markup(quote)",
        "Text(quote)",
        "Hit(1.0, quote, run)",
        "DiscoveryHit(say('x'), run, help=quote)",
    ],
)
def test_the_walk_finds_what_it_looks_for(line: str) -> None:
    assert faults(ast.parse(line), FUNCTIONS)


@pytest.mark.parametrize(
    "line",
    ["Static(say(quote))", "Static('words')", "self.notify(literal(x), markup=False)"],
)
def test_the_walk_lets_through_what_is_safe(line: str) -> None:
    assert faults(ast.parse(line), FUNCTIONS) == []
