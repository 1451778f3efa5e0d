"""What a dossier keeps in its folder: settings, documents, analyses, decisions.

Importing this module is cheap: store and settings are imported when they are used.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from msgspec.structs import replace

from analysis.models import Analysis, Document, Event
from analysis.places import SETTINGS_FILE
from analysis.work import Unread

if TYPE_CHECKING:
    from analysis.deciding import Decisions
    from analysis.decisions import View
    from analysis.models.described import Said
    from analysis.store import Problem, Store
    from analysis.unread import UnreadList


class Kept:
    """The folder of a dossier and what stands in it; one thread may write while others ask."""

    def __init__(self, path: Path) -> None:
        from analysis.store import Shelf, Store

        # Now: the current folder may be another one, or deleted, when threads come to write.
        self.path = path = path.absolute()
        self._name = path.resolve().name
        self._store = Store(path)
        self._shelf = Shelf(self._store, self._said)
        self._decisions: Decisions | None = None
        self._nobody_decided: bool | None = None
        self._version = 0
        self._changing = Lock()
        self.reload()

    @property
    def name(self) -> str:
        """The name of the dossier's folder."""
        return self._name

    def reload(self) -> None:
        """Read `dossier.toml` and the store again. Raises as `open` does."""
        from analysis.settings import load_settings

        # Before anything is read: what is written meanwhile is noticed then, if twice.
        self.seen()
        settings = load_settings(self.path / SETTINGS_FILE)
        with self._changing:  # another thread may be adding
            self._problems = self._shelf.refresh()
        if not self._store.is_news:
            self.seen()
        self.settings = settings if settings.title else replace(settings, title=self.name)
        self._version += 1
        self._nobody_decided = None
        if self._decisions is not None:
            self._decisions.reload()

    def change_settings(
        self, table: str, name: str, values: Mapping[str, object], *, whole_lists: bool = False
    ) -> None:
        """Write `values` into the party or issue of that id in `dossier.toml`, or add it.

        `table` is "party" or "issue"; lists are added to, or with `whole_lists` replaced. Comments
        and order stay. Raises SettingsError, StoreError; the file is as it was then.
        """
        from analysis.settings_file import changed

        self._edit(
            lambda text, path: changed(text, path, table, name, values, whole_lists=whole_lists)
        )

    def remove_settings(self, table: str, name: str) -> None:
        """Take the party or issue of that id out of `dossier.toml`; as `change_settings`.

        What people decided about it is kept, and counts again once it is back.
        """
        from analysis.settings_file import removed

        self._edit(lambda text, path: removed(text, path, table, name))

    def _edit(self, change: Callable[[str, str], str]) -> None:
        from analysis.settings import parse_settings
        from analysis.settings_file import read_text
        from analysis.store import write_durably

        path = self.path / SETTINGS_FILE
        new = change(read_text(path), str(path))
        parse_settings(new, f"{path} (not written)")
        write_durably(path, new.encode("utf-8"))
        self.reload()

    def changed(self) -> bool:
        """Whether anybody has decided or imported since this was read; costs two looks."""
        return self._state != self._store.state()

    def seen(self) -> None:
        """Take what stands on the disk now for known."""
        self._state = self._store.state()

    @property
    def decisions(self) -> "Decisions":
        """What people decided about the statements of this dossier, and the way to decide."""
        if self._decisions is None:
            from analysis.deciding import Decisions

            self._decisions = Decisions(_Log(self, self._store), self)
        return self._decisions

    def recalled(self) -> str:
        """Return, once, what to tell whoever decided where lost decisions were brought back."""
        found = self._store.recalled()
        if found is None:
            return ""
        told = f"Earlier decisions were missing in human/: {found.events} were brought back"
        if found.day:
            return f"{told} from a copy of {found.until}; those made after it may be missing."
        return f"{told} from backups/, the last of {found.until}."

    @property
    def size(self) -> int:
        """How many documents there are; reads none of them."""
        return len(self._shelf.summaries())

    def documents(self) -> tuple[Document, ...]:
        """Return the documents, in order of date and name."""
        return tuple(record.document for record in self._shelf.all())

    def analysis(self, document_id: str) -> Analysis | None:
        """Return what was found in a document, or None where it is not in the dossier."""
        record = self._shelf.get(document_id)
        return record.analysis if record else None

    def found(self, document_id: str) -> tuple[Document, Analysis] | None:
        """Return a document with what the machine found in it, None where there is none."""
        record = self._shelf.get(document_id)
        return (record.document, record.analysis) if record else None

    def listed(self) -> tuple[tuple[str, str, int], ...]:
        """Return id, name and number of statements of each document; reads none of them."""
        return tuple((one.id, one.name, one.size) for one in self._shelf.summaries())

    def holding(self, ref: str) -> tuple[str, ...]:
        """Return the ids of documents that may hold a statement whose id begins with `ref`."""
        return self._store.holding(ref)

    def problems(self) -> tuple["Problem", ...]:
        """Return the files of the dossier that could not be used, each with its reason."""
        return self._problems

    def _said(self) -> Mapping[str, Mapping[str, "Said"]]:
        """What people say of documents themselves."""
        if self._undecided() or not self._store.describes():
            return {}
        return self.decisions.descriptions()

    def _undecided(self) -> bool:
        """Whether nobody decided anything, which needs no work and no modules."""
        if self._decisions is not None:
            return False
        if self._nobody_decided is None:
            self._nobody_decided = self._store.is_undecided()
        return self._nobody_decided

    def _view(self) -> "View | None":
        """What people decided; None where nobody did."""
        return None if self._undecided() else self.decisions.view()

    def unread(self) -> tuple[Unread, ...]:
        """Return what could not be read when it was last tried, and why, also at earlier times.

        Names of files are whole paths.
        """
        return self._unread().all()

    def forget_unread(self, name: str) -> None:
        """Take one off the list of what could not be read."""
        self._unread().forget(name)

    def _unread(self) -> "UnreadList":
        from analysis.unread import UnreadList

        return UnreadList(self.path)

    def _decided(self) -> tuple[list[Document], dict[str, Analysis]]:
        """The documents that no newer one replaces, and their analyses with what was decided."""
        view = self._view()
        replaced = view.replaced if view else ()
        records = [r for r in self._shelf.each() if r.document.id not in replaced]
        found = {
            r.document.id: (view.analyses.get(r.document.id) if view else None) or r.analysis
            for r in records
        }
        return [r.document for r in records], found

    def _save(self) -> None:
        """Write the cache of the files; what that changes on the disk is no news."""
        news = self.changed()
        with self._changing:
            self._shelf.save()
        if not news:
            self.seen()

    def _keep(self, *kept: tuple[Document, Analysis]) -> None:
        """Keep documents with their analyses; many at once wait for the disk once."""
        from analysis.store import Record

        if not kept:
            return
        with self._changing:
            self._shelf.put(*(Record(document, analysis) for document, analysis in kept))
        ids = [document.id for document, _ in kept]
        self._problems = tuple(p for p in self._problems if not any(i in p.name for i in ids))
        self._version += 1
        if self._decisions is not None:
            self._decisions.refresh()


class _Log:
    """The store's decisions; what this process appends itself is no news to it."""

    def __init__(self, kept: Kept, store: "Store") -> None:
        self._kept = kept
        self._store = store
        self.events = store.events

    def append(self, events: Sequence[Event]) -> None:
        """Keep the events."""
        # What another process writes in the instant between is seen with its next change.
        news = self._kept.changed()
        self._store.append(events)
        if not news:
            self._kept.seen()
