"""The text of a saved mail: what its sender wrote, without what it quotes and without signature.

Also pages that a browser saved in the form of a mail (MHTML). Runs in a process of its own
(`apart.py`), which alone imports this module.
"""

import contextlib
import re
from collections.abc import Iterator
from email import errors, message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

from analysis.characters import one_line
from analysis.errors import ReadingError
from analysis.reading import pages
from analysis.reading.decoding import decode
from analysis.reading.extract import Extract

_CUT = (errors.MissingHeaderBodySeparatorDefect, errors.CloseBoundaryNotFoundDefect)
_ANSWER = re.compile(r"(?i)^(?:(?:re|aw|fwd?|wg)\s*:\s*)+")
_WROTE = re.compile(r"^On\b.{6,200}\bwrote:\s*$", re.S)
_SIGNATURE = re.compile(r"^--\s?$")
# What mail programs write above an earlier mail; all that follows is that mail.
_EARLIER = re.compile(
    r"(?i)^\s*(?:-+\s*(?:original|forwarded) message\s*-+|begin forwarded message:|_{20,}\s*$)"
)
_HEAD_LINE = re.compile(r"^\*?(?:From|Sent|To|Cc|Date|Subject):\*?\s")
_HEAD_LINES = 3
_WIDEST = 100  # characters of a line that a mail program has broken
_NARROWEST = 55
_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def read(data: bytes, name: str, encoding: str | None) -> Extract:
    """Return what the sender of a mail wrote. Raises ReadingError where there is no text."""
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    if any(isinstance(defect, _CUT) for part in mail.walk() for defect in part.defects):
        raise ReadingError(f"{name} is a damaged mail: its end is missing.", "Save it again.")
    if mail["Snapshot-Content-Location"] or "saved by" in str(mail["From"]).lower():
        return _page(mail, name, encoding)
    facts = _facts(mail)
    part = mail.get_body(("plain",))
    if part is not None:
        text, used = _text(part, name, encoding)
        paragraphs = tuple(_paragraphs(_own(text.splitlines())))
        if paragraphs:
            return Extract(paragraphs, facts, encoding=used)
    part = mail.get_body(("html",))
    if part is not None:
        text, used = _text(part, name, encoding)
        own = tuple(line for line in _own(pages.paragraphs_of_mail(text)) if line)
        if own:
            return Extract(own, facts, encoding=used)
    raise ReadingError(
        f"{name} is a mail without a text of its own.",
        "Save what is attached to it, or the mail that it passes on, and add that.",
    )


def _page(mail: EmailMessage, name: str, encoding: str | None) -> Extract:
    part = mail.get_body(("html",))
    if part is None:
        raise ReadingError(f"{name} holds no web page.", "Save the page again and add that.")
    payload = part.get_payload(decode=True)
    found = pages.read(payload if isinstance(payload, bytes) else b"", name, encoding)
    place = one_line(str(mail["Snapshot-Content-Location"] or ""))
    url = {"url": place} if place.startswith("http") and "url" not in found.facts else {}
    return Extract(found.paragraphs, found.facts | url, encoding=found.encoding)


def _text(part: MIMEPart, name: str, encoding: str | None) -> tuple[str, str]:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode(data, name, encoding, declared=part.get_content_charset())


def _facts(mail: EmailMessage) -> dict[str, str]:
    """Return subject, sender's name and day of sending, in the sender's own time."""
    found = {"title": _ANSWER.sub("", one_line(str(mail["Subject"] or ""))).strip()}
    with contextlib.suppress(AttributeError, IndexError, ValueError):
        found["author"] = mail["From"].addresses[0].display_name
    with contextlib.suppress(AttributeError, ValueError):
        found["date"] = mail["Date"].datetime.date().isoformat()
    return {name: value for name, value in found.items() if value}


def _own(lines: list[str]) -> list[str]:
    """Return the lines before an earlier mail or the signature, without what is quoted."""
    own: list[str] = []
    for number, line in enumerate(lines):
        if _SIGNATURE.match(line) or _EARLIER.match(line) or _is_head(lines[number:]):
            break
        if line.startswith(">"):
            while own and not own[-1].strip():
                own.pop()
            # "On Tuesday Ann Low wrote:" may be broken over two lines.
            for taken in (1, 2):
                if _WROTE.match("\n".join(own[-taken:])):
                    del own[-taken:]
                    break
            own.append("")
            continue
        own.append(line)
    return own


def _is_head(lines: list[str]) -> bool:
    """Whether an earlier mail begins here with the lines of its head."""
    first = lines[: _HEAD_LINES + 1]
    return (
        len(first) >= _HEAD_LINES
        and bool(re.match(r"^\*?From:", first[0]))
        and sum(bool(_HEAD_LINE.match(line)) for line in first) >= _HEAD_LINES
    )


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs as one line each; a line that was broken for width goes on."""
    width = max((len(line) for line in lines if len(line) <= _WIDEST), default=0)
    paragraph = ""
    before = ""
    for line in lines:
        words = " ".join(one_line(line).split())
        goes_on = (
            paragraph
            and words
            and not _ITEM.match(line)
            and width >= _NARROWEST
            and len(before) <= _WIDEST
            and len(before.rstrip()) + 1 + len(words.split()[0]) > width - 5
        )
        if goes_on:
            paragraph = f"{paragraph} {words}"
        else:
            if paragraph:
                yield paragraph
            paragraph = re.sub(r"^[*•–]\s+", "- ", words)
        before = line
    if paragraph:
        yield paragraph
