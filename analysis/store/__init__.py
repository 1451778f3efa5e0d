"""The dossier on disk: small TinyDB files, one for each document. The only importer of TinyDB.

derived/<xx>/<document id>.json   a document and its analysis; replaced whole
human/                            what people decided; analysis never writes there
backups/                          damaged files and snapshots; nothing is ever deleted
"""

from analysis.store.files import write_durably
from analysis.store.lock import LockedError
from analysis.store.problems import Problem
from analysis.store.storage import SCHEMA, DamagedFileError, DurableStorage, NewerSchemaError
from analysis.store.store import Record, Store

__all__ = [
    "SCHEMA",
    "DamagedFileError",
    "DurableStorage",
    "LockedError",
    "NewerSchemaError",
    "Problem",
    "Record",
    "Store",
    "write_durably",
]
