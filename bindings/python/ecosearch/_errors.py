# SPDX-License-Identifier: MIT
"""What went wrong, as exceptions."""
from __future__ import annotations

import enum
from typing import Any, Optional, Tuple

from ._face import ffi, lib


class Status(enum.IntEnum):
    """Why a call failed; the numbers are those of the C library and fixed for ever."""

    NO_MEMORY = lib.ECO_E_NO_MEMORY
    ARGUMENT = lib.ECO_E_ARGUMENT
    LIMIT = lib.ECO_E_LIMIT
    CANCELLED = lib.ECO_E_CANCELLED
    TIMEOUT = lib.ECO_E_TIMEOUT
    UNSUPPORTED = lib.ECO_E_UNSUPPORTED
    IO = lib.ECO_E_IO
    MISSING = lib.ECO_E_MISSING
    DENIED = lib.ECO_E_DENIED
    NO_SPACE = lib.ECO_E_NO_SPACE
    LOCKED = lib.ECO_E_LOCKED
    CORRUPT = lib.ECO_E_CORRUPT
    VERSION = lib.ECO_E_VERSION
    ANALYSER = lib.ECO_E_ANALYSER
    DATA = lib.ECO_E_DATA
    GATE = lib.ECO_E_GATE
    SYNTAX = lib.ECO_E_SYNTAX
    PLACE = lib.ECO_E_PLACE
    DATE = lib.ECO_E_DATE


class Error(Exception):
    """A call of the library failed. str() is one line for a person."""

    status: int
    """A Status; a bare number where the library is newer than this package."""
    errno: int
    """Of the system call that failed, or 0."""
    span: Optional[Tuple[int, int]] = None
    """Start and end, in characters of the query, of what is at fault."""
    summary: Any = None
    """Of a build or update that was not published: a Summary of what it would have been."""

    def __init__(self, status: int, message: str, errno: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.errno = errno


class ArgumentError(Error, ValueError):
    """Arguments that make no sense, or a file of words that cannot be understood."""


class QueryError(Error, ValueError):
    """A query that cannot be understood; `span` tells where."""


class PlaceError(Error, ValueError):
    """An unknown or ambiguous region."""


class DateError(Error, ValueError):
    """A date that cannot be understood."""


class NotFoundError(Error):
    """No such index, source or document."""


class LockedError(Error):
    """Another writer holds the index."""


class GateError(Error):
    """A run too far from the last one to be published (`force` publishes it); see `summary`."""


class CorruptError(Error):
    """An index file is damaged."""


class CancelledError(Error):
    """Stopped because on_progress returned False."""


_KINDS = {
    Status.ARGUMENT: ArgumentError,
    Status.SYNTAX: QueryError,
    Status.PLACE: PlaceError,
    Status.DATE: DateError,
    Status.MISSING: NotFoundError,
    Status.LOCKED: LockedError,
    Status.GATE: GateError,
    Status.CORRUPT: CorruptError,
    Status.CANCELLED: CancelledError,
}


def named(number: int) -> int:
    """The number as a Status, or as it is where it has no name here."""
    try:
        return Status(number)
    except ValueError:
        return number


def check(number: int, error: Any, query: Optional[bytes] = None) -> None:
    """Raises what `error` tells unless `number` is ECO_OK."""
    if number == lib.ECO_OK:
        return
    status = named(number)
    message = ffi.string(error.message).decode("utf-8", "replace")
    raised = _KINDS.get(status, Error)(status, message or ffi.string(lib.eco_status_text(number)).decode(), error.os_errno)
    if query is not None and error.has_range:
        start, end = error.offset, error.offset + error.length
        raised.span = (len(query[:start].decode("utf-8", "replace")), len(query[:end].decode("utf-8", "replace")))
    raise raised
