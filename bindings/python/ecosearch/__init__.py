# SPDX-License-Identifier: MIT
"""French full-text search.

>>> import ecosearch
>>> ecosearch.build("index", ["articles/"])                                  # doctest: +SKIP
>>> with ecosearch.open("index") as index:                                   # doctest: +SKIP
...     for hit in index.search("French Tech", region="centre"):
...         print(hit.rank, hit.title, hit.marked("*", "*"))

Threads: an Index and Synonyms may be used by any number of threads at once; a Writer by one at a time; all else is
plain Python values. The interpreter's lock is let go during every call into the library, so searches in several
threads use several cores. Errors are exceptions, all of them kinds of Error, with a `status`.
"""
from ._analyse import Analyser, Token
from ._build import (
    Finding,
    Generation,
    Progress,
    Reject,
    Summary,
    Writer,
    build,
    forget,
    generations,
    optimize,
    rollback,
    update,
    verify,
)
from ._errors import (
    ArgumentError,
    CancelledError,
    CorruptError,
    DateError,
    Error,
    GateError,
    LockedError,
    NotFoundError,
    PlaceError,
    QueryError,
    Status,
)
from ._face import ffi as _ffi
from ._face import lib as _lib
from ._search import Bucket, ExplainLine, Hit, Index, Info, Results, Synonyms, open
from ._values import REGIONS, Document, Passage, Region, RegionShare, find_region

__version__: str = _ffi.string(_lib.eco_version()).decode()
"""The version of the library that is in use."""

__all__ = [
    "REGIONS", "Analyser", "ArgumentError", "Bucket", "CancelledError", "CorruptError", "DateError", "Document",
    "Error", "ExplainLine", "Finding", "GateError", "Generation", "Hit", "Index", "Info", "LockedError",
    "NotFoundError", "Passage", "PlaceError", "Progress", "QueryError", "Region", "RegionShare", "Reject", "Results",
    "Status", "Summary", "Synonyms", "Token", "Writer", "build", "find_region", "forget", "generations", "open",
    "optimize", "rollback", "update", "verify",
]  # fmt: skip
