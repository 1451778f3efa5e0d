"""The commands that list the parties and issues of a dossier, and write them."""

import json
import shlex
import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping

from analysis.characters import one_line
from analysis.dossier import Dossier
from analysis.errors import ExitCode, UsageError
from analysis.models import Issue, Party, PartyKind, StanceValue, SuggestedIssue, SuggestedParty
from analysis.opening import open_existing
from analysis.places import SETTINGS_FILE
from tui.asked import chosen
from tui.narration import put_line, tell
from tui.text import SHORT, counted

_CARRIERS = 6  # of whom a suggested issue shows words

_PARTIES = """\
examples:
  positions parties                                     list them
  positions parties nurses --name "Tidewater Nurses Association" --kind group
  positions parties nurses --alias "nurses' union" --spokesperson "Marisol Venn"
  positions --dossier strike parties --suggest >> strike/dossier.toml   who speaks in the articles
An id that is not there yet is added, to one that is there names are added. dossier.toml keeps
its comments and its order. `positions analyze --changed` reads the articles again with it."""

_ISSUES = """\
examples:
  positions issues                                      list them
  positions issues pay --name "Pay and staffing" --keyword pay --keyword staffing
  positions --dossier strike issues --suggest >> strike/dossier.toml   what parties differ on"""

_SHOWN = 20  # suggestions printed
_QUOTED = 90  # letters of a place that shows one
_LISTS = (("aliases", "alias"), ("spokespeople", "spokesperson"), ("epithets", "epithet"))


def add_options(command: Callable[[str, str, str], ArgumentParser]) -> None:
    """Add `parties` and `issues`; `command` makes a command of name, purpose and examples."""
    found = command("parties", "list the parties, add one, or give one more names", _PARTIES)
    found.add_argument("id", nargs="?", metavar="ID", help="small letters, digits, - and _")
    found.add_argument("--name", metavar="NAME", help="as it stands above its pane")
    found.add_argument("--kind", metavar="K", help=", ".join(PartyKind))
    for key, word in _LISTS:
        found.add_argument(f"--{word}", action="append", dest=key, metavar="NAME", help=word)
    _former_option(found)
    found.add_argument(
        "--suggest", action="store_true", help="print who could be parties, as dossier.toml has it"
    )
    found.add_argument("--json", action="store_true", help="print suggestions as JSON")
    found = command("issues", "list the issues, add one, or give one more keywords", _ISSUES)
    found.add_argument("id", nargs="?", metavar="ID", help="small letters, digits, - and _")
    found.add_argument("--name", metavar="NAME", help="what the matter is called")
    found.add_argument("--keyword", action="append", dest="keywords", metavar="WORD", help="a word")
    found.add_argument(
        "--against", action="append", metavar="WORD", help="a word of the other side of the matter"
    )
    _former_option(found)
    found.add_argument(
        "--suggest", action="store_true", help="print what could be issues, as dossier.toml has it"
    )
    found.add_argument("--json", action="store_true", help="print suggestions as JSON")


def _former_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--was", action="append", metavar="ID", help="a former id: decisions on it count here"
    )


def parties(args: Namespace) -> ExitCode:
    """List the parties, write one, or propose some."""
    dossier = open_existing(args.dossier)
    if args.suggest or args.json:
        return _suggest_parties(dossier, args)
    if args.id is None:
        for party in dossier.settings.parties:
            put_line(_party(party))
        return ExitCode.DONE
    values: dict[str, object] = {}
    if args.name:
        values["name"] = args.name
    if args.kind:
        values["kind"] = chosen(args.kind, {kind.value: kind.value for kind in PartyKind}, "kind")
    values |= {key: list(getattr(args, key)) for key, _ in _LISTS if getattr(args, key)}
    if args.was:
        values["was"] = list(args.was)
    known = any(party.id == args.id for party in dossier.settings.parties)
    return _write(dossier, args, "party", values, known=known)


def issues(args: Namespace) -> ExitCode:
    """List the issues, write one, or propose some."""
    dossier = open_existing(args.dossier)
    if args.suggest or args.json:
        return _suggest_issues(dossier, args)
    if args.id is None:
        for issue in dossier.settings.issues:
            put_line(_issue(issue))
        return ExitCode.DONE
    values: dict[str, object] = {"name": args.name} if args.name else {}
    if args.keywords:
        values["keywords"] = list(args.keywords)
    if args.against:
        values["against"] = list(args.against)
    if args.was:
        values["was"] = list(args.was)
    known = any(issue.id == args.id for issue in dossier.settings.issues)
    return _write(dossier, args, "issue", values, known=known)


def _suggest_parties(dossier: Dossier, args: Namespace) -> ExitCode:
    """Propose parties: tables to paste on stdout, or JSON; what shows each as a comment."""
    if args.id is not None or args.name or args.kind or any(getattr(args, k) for k, _ in _LISTS):
        raise UsageError(
            "--suggest proposes parties and writes none.", "Leave out the id and what is to be set."
        )
    found = dossier.suggest_parties()
    if args.json:
        import msgspec

        put_line(msgspec.json.encode(found).decode())
        return ExitCode.DONE
    new = [one for one in found if not one.known]
    documents = {document: name for document, name, _ in dossier.listed()}
    for one in (*new[:_SHOWN], *(one for one in found if one.known)):
        for line in _party_table(one, documents):
            put_line(line)
    stale = len(dossier.stale())
    if stale:
        tell(_outdated(stale, dossier, args))
    if not found:
        tell("Nobody speaks who is no party. Add articles, or write parties yourself.")
    elif len(new) > _SHOWN:
        tell(f"{len(new) - _SHOWN} more speak less; --json lists all.")
    if found and not stale:
        tell(f"Keep what you want in {dossier.path / SETTINGS_FILE}, then run:")
        tell(f"  {_reading(dossier, args)}")
    return ExitCode.DONE


def _party_table(one: SuggestedParty, documents: Mapping[str, str]) -> Iterator[str]:
    said = counted(one.statements, "statement")
    if one.known:
        yield f"# {one_line(one.name)} is there already; new of it:"
    else:
        yield f"# {said} in {counted(one.documents, 'document')}"
    if one.evidence is not None:
        place = one.evidence
        quote = textwrap.shorten(one_line(place.quote), _QUOTED, placeholder=" …")
        name = one_line(documents.get(place.document, place.document[:12]))
        yield f"# {name}, {place.span.start}-{place.span.end}: {quote}"
    for who in one.spokespeople:
        yield f"# {one_line(who.name)}" + (f": {one_line(who.role)}" if who.role else "")
    people = tuple(who.name for who in one.spokespeople)
    lists = {"aliases": one.aliases, "spokespeople": people, "epithets": one.epithets}
    if one.known:
        # A second table of this id would be refused: a command adds to the first.
        words = dict(_LISTS)
        options = [
            f"--{words[key]} {shlex.quote(n)}" for key, names in lists.items() for n in names
        ]
        yield f"# positions parties {one.id} {one_line(' '.join(options))}"
    else:
        yield "[[party]]"
        yield f"id = {_quoted(one.id)}"
        yield f"name = {_quoted(one.name)}"
        yield f"kind = {_quoted(one.kind.value)}"
        for key, names in lists.items():
            if names:
                yield f"{key} = [{', '.join(map(_quoted, names))}]"
    yield ""


def _suggest_issues(dossier: Dossier, args: Namespace) -> ExitCode:
    """Propose issues: tables to paste on stdout, or JSON; who speaks of each as a comment."""
    if args.id is not None or args.name or args.keywords or args.against:
        raise UsageError(
            "--suggest proposes issues and writes none.", "Leave out the id and what is to be set."
        )
    found = dossier.suggest_issues()
    if args.json:
        import msgspec

        put_line(msgspec.json.encode(found).decode())
        return ExitCode.DONE
    for one in found:
        for line in _issue_table(one):
            put_line(line)
    stale = len(dossier.stale())
    if stale:
        tell(_outdated(stale, dossier, args))
    elif not found:
        tell("Nothing is spoken of that no issue names. Add articles, or write issues yourself.")
    else:
        tell(f"Keep what you want in {dossier.path / SETTINGS_FILE}, then run:")
        tell(f"  {_reading(dossier, args)}")
    return ExitCode.DONE


def _issue_table(one: SuggestedIssue) -> Iterator[str]:
    spoken = counted(len(one.speakers), "speaker") if one.speakers else "nobody by name"
    yield f"# {counted(one.statements, 'statement')}, {spoken}"
    for carrier in one.carriers[:_CARRIERS]:
        stance = "" if carrier.stance is StanceValue.NONE else f", {carrier.stance}"
        said = textwrap.shorten(one_line(carrier.evidence.quote), 70, placeholder=" …")
        yield f"# {one_line(carrier.speaker)}{stance}: “{said}” ({carrier.statement[:SHORT]})"
    if more := [one_line(carrier.speaker) for carrier in one.carriers[_CARRIERS:]]:
        yield f"# and {', '.join(more)}"
    yield "[[issue]]"
    yield f"id = {_quoted(one.id)}"
    yield f"name = {_quoted(one.name)}"
    yield f"keywords = [{', '.join(map(_quoted, one.keywords))}]"
    yield ""


def _quoted(text: str) -> str:
    """Return a text as TOML writes it; JSON's strings are TOML's."""
    return json.dumps(one_line(text), ensure_ascii=False)


def _write(
    dossier: Dossier, args: Namespace, table: str, values: dict[str, object], *, known: bool
) -> ExitCode:
    if not known and "name" not in values:
        raise UsageError(
            f"There is no {table} {args.id!r} yet, and a new one needs a name.",
            f'Add it: {_again(dossier, args)} {args.command} {args.id} --name "…"',
        )
    dossier.change_settings(table, args.id, values)
    settings = dossier.settings
    if table == "party":
        put_line(next(_party(one) for one in settings.parties if one.id == args.id))
    else:
        put_line(next(_issue(one) for one in settings.issues if one.id == args.id))
    if dossier.stale():
        tell(f"The articles do not know of it yet; run: {_reading(dossier, args)}")
    return ExitCode.DONE


def _reading(dossier: Dossier, args: Namespace) -> str:
    """How to have the articles of this dossier read again."""
    return f"{_again(dossier, args)} analyze --changed"


def _outdated(stale: int, dossier: Dossier, args: Namespace) -> str:
    documents = counted(stale, "document")
    return f"{documents} analysed with other settings or rules; run: {_reading(dossier, args)}"


def _again(dossier: Dossier, args: Namespace) -> str:
    """How to call `positions` for this dossier."""
    return f"positions --dossier {shlex.quote(str(dossier.path))}" if args.dossier else "positions"


def _party(party: Party) -> str:
    names = ", ".join((*party.aliases, *party.spokespeople, *party.epithets))
    return one_line(f"{party.id}  {party.name} ({party.kind})" + (f": {names}" if names else ""))


def _issue(issue: Issue) -> str:
    words = ", ".join(issue.keywords)
    return one_line(f"{issue.id}  {issue.name}" + (f": {words}" if words else ""))
