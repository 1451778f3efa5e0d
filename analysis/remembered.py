"""What was worked out of every document, and how it stands on the disk between two starts.

The file has the digests one after the other, then a table of them (`_Table`), the length of the
table in eight bytes, and a checksum. A start reads the table; a digest is decoded when somebody
looks at it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from analysis.comparison import Digest, Front, Sharing
from analysis.store.memory import recall, remember

_LENGTH = 8  # bytes


class Kept:
    """What one document contributes, and the `key` by which it is seen whether that holds."""

    __slots__ = ("_digest", "_packed", "_sharing", "key", "replaced")

    def __init__(self, key: str, digest: Digest, sharing: Sharing) -> None:
        self.key = key
        self.replaced = digest.replaced
        self._digest: Digest | None = sharing.within(digest)
        self._packed: memoryview | None = None
        self._sharing = sharing

    @classmethod
    def of(cls, key: str, packed: memoryview, sharing: Sharing, *, replaced: bool) -> "Kept":
        """Return one that is decoded when somebody looks at it."""
        new = cls.__new__(cls)
        new.key, new.replaced, new._digest, new._packed = key, replaced, None, packed
        new._sharing = sharing
        return new

    @property
    def digest(self) -> Digest:
        """What the document contributes."""
        if self._digest is None:
            found = msgspec.msgpack.decode(self._packed or b"", type=Digest)
            self._digest = self._sharing.within(found)
        return self._digest

    @property
    def packed(self) -> bytes | memoryview:
        """The same for the disk."""
        return msgspec.msgpack.encode(self._digest) if self._packed is None else self._packed


class Digests(Mapping[str, Digest]):
    """The digests by document; each is decoded when somebody looks at it."""

    def __init__(self, kept: Mapping[str, Kept]) -> None:
        self._kept = kept

    def __getitem__(self, document: str) -> Digest:
        return self._kept[document].digest

    def __contains__(self, document: object) -> bool:
        return document in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


class _Place(msgspec.Struct, array_like=True, frozen=True, gc=False):
    key: str
    replaced: bool
    size: int


class _Table(msgspec.Struct, array_like=True):
    key: str
    documents: dict[str, _Place]
    front: Front | None
    elsewhere: int


class Memory(msgspec.Struct):
    """What is remembered: `key` tells whether all of it holds, each document's whether it does.

    `front` is what is known of the whole comparison, where it was worked out. `elsewhere` counts
    the decisions whose document is not in the dossier.
    """

    key: str = ""
    documents: dict[str, Kept] = {}
    front: Front | None = None
    elsewhere: int = 0
    sharing: Sharing = msgspec.field(default_factory=Sharing)

    @classmethod
    def read(cls, path: Path) -> "Memory":
        """Return what stands at `path`; an empty one where nothing can be believed."""
        body = recall(path)
        size = int.from_bytes(body[-_LENGTH:], "big")
        try:
            table = msgspec.msgpack.decode(body[-_LENGTH - size : -_LENGTH], type=_Table)
        except msgspec.DecodeError:  # none, or of another version
            return cls()
        found = cls(table.key, {}, table.front, table.elsewhere)
        at = 0
        for name, place in table.documents.items():
            packed = body[at : at + place.size]
            found.documents[name] = Kept.of(
                place.key, packed, found.sharing, replaced=place.replaced
            )
            at += place.size
        return found

    def write(self, path: Path) -> None:
        """Keep it at `path`."""
        remember(path, self._pieces())

    def _pieces(self) -> Iterator[bytes | memoryview]:
        places: dict[str, _Place] = {}
        for name, kept in self.documents.items():
            packed = kept.packed
            places[name] = _Place(kept.key, kept.replaced, len(packed))
            yield packed
        table = _Table(self.key, places, self.front, self.elsewhere)
        encoded = msgspec.msgpack.encode(table)
        yield encoded
        yield len(encoded).to_bytes(_LENGTH, "big")
