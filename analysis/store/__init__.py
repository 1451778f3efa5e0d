"""The dossier on disk: small TinyDB files, one for each document. The only importer of TinyDB.

documents/<xx>/<id>.json   the article, frozen; written once
derived/<xx>/<id>.json     the article again, and its analysis; replaced whole
human/<xx>/<id>.json       what people decided on the article; analysis never writes there
human/log.jsonl            every decision once more, written before its file
backups/                   damaged files, copies of the log; nothing damaged is ever deleted
index.json                 a cache
comparison.cache           what was worked out for the comparison: a cache, too
"""

from analysis.store.articles import Record
from analysis.store.files import write_durably
from analysis.store.index import Summary
from analysis.store.lock import LockedError
from analysis.store.problems import Problem
from analysis.store.shelf import Shelf
from analysis.store.storage import SCHEMA, DamagedFileError, DurableStorage, NewerSchemaError
from analysis.store.store import FOLDERS, Store

__all__ = [
    "FOLDERS",
    "SCHEMA",
    "DamagedFileError",
    "DurableStorage",
    "LockedError",
    "NewerSchemaError",
    "Problem",
    "Record",
    "Shelf",
    "Store",
    "Summary",
    "write_durably",
]
