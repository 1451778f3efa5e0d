"""PDF files made by hand: each page a list of lines at their places, in one typeface."""

import textwrap
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
Line = tuple[float, float, float, str]
"""Left, distance of the baseline from the page's top, size, words."""


def pdf(pages: Sequence[Sequence[Line]], info: str = "", content: bytes = b"") -> bytes:
    """Return a PDF; `info` are properties as PDF writes them, `content` replaces that of pages."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{number * 2 + 5} 0 R" for number in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    objects.append(f"<<{info}>>".encode())
    for number, lines in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {number * 2 + 6} "
            "0 R/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        packed = zlib.compress(content or b"".join(map(_drawn, lines)), 9)
        objects.append(
            f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode()
            + packed
            + b"\nendstream"
        )
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<</Size {len(objects) + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def _drawn(line: Line) -> bytes:
    left, top, size, words = line
    written = words.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        written = written.replace(mark, b"\\" + mark)
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, left, HEIGHT - top, written)


def column(words: str, left: float = 72, top: float = 100, width: int = 80) -> list[Line]:
    """Return a text set in lines of `width` characters, paragraphs parted by blank lines."""
    lines: list[Line] = []
    for paragraph in words.split("\n\n"):
        for piece in textwrap.wrap(paragraph, width, break_on_hyphens=False):
            lines.append((left, top, 10, piece))
            top += 12
        top += 8
    return lines
