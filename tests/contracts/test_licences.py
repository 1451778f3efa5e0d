"""What the program installs is under permissive licences, or such as the LGPL and the MPL."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

FREE = re.compile(
    r"\b(MIT|MIT-0|BSD|[0-9]-?Clause|Apache|ISC|PSF|PSFL|PSF-2.0|Python Software Foundation|CNRI|"
    r"Zlib|Unlicense|HPND|0BSD|CC0-1.0|LGPL|Lesser General|MPL|Mozilla)\b",
    re.I,
)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def installed(name: str, seen: dict[str, Distribution]) -> dict[str, Distribution]:
    """All that is installed for a package, itself left out."""
    for line in distribution(name).requires or []:
        found = _NAME.match(line)
        if found is None or "extra ==" in line or found[0].lower() in seen:
            continue
        try:
            seen[found[0].lower()] = distribution(found[0])
        except PackageNotFoundError:  # not for this system
            continue
        installed(found[0], seen)
    return seen


def licences(one: Distribution) -> list[str]:
    """The licences that hold for a package: of "A OR B" the freer is anybody's choice."""
    said = one.metadata
    classified = [x.split("::")[-1] for x in said.get_all("Classifier") or [] if "License ::" in x]
    whole = said["License-Expression"] or " AND ".join(classified) or (said["License"] or "")[:60]
    return re.split(r"\s+AND\s+", whole)


def test_only_licences_that_bind_no_user() -> None:
    found = installed("positions", {})
    assert {"spacy", "textual", "trafilatura", "lxml", "tld"} <= found.keys()
    bound = {
        name: said
        for name, one in found.items()
        if not all(map(FREE.search, (said := licences(one))))
    }
    assert not bound
