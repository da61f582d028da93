# SPDX-License-Identifier: MIT
"""Values that cross between Python and C: texts, dates, regions, documents, and calls back."""
from __future__ import annotations

import datetime
import json
import os
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from ._errors import DateError, Status, check
from ._face import ffi, lib

DateLike = Union[str, datetime.date]
PathLike = Union[str, "os.PathLike[str]"]
Strings = Union[str, Iterable[str]]


@dataclass(frozen=True)
class Region:
    """A region of France: its INSEE code, a name for addresses, and its name."""

    code: str
    slug: str
    name: str


@dataclass(frozen=True)
class RegionShare:
    """A region's part in what a document is about. `focus` is False where it is only mentioned."""

    region: Region
    share: float
    focus: bool = True


@dataclass(frozen=True)
class Passage:
    """A paragraph of one zone: "title", "lead", "body", "heading", "caption", "comment", "boilerplate", "paywall"."""

    zone: str
    text: str


@dataclass(frozen=True)
class Document:
    """A document. Dates may be partial: "2016", "2016-05". `regions` None: found in the text when it is added."""

    key: str
    passages: Sequence[Passage] = ()
    url: Optional[str] = None
    source: Optional[str] = None
    date: Optional[DateLike] = None
    partial: bool = False
    fields: Optional[Dict[str, Any]] = None
    regions: Optional[Sequence[RegionShare]] = None


def c_string(pointer: Any) -> str:
    return ffi.string(pointer).decode("utf-8", "replace") if pointer else ""


def raw(text: Any) -> Optional[bytes]:
    return bytes(ffi.buffer(text.ptr, text.len)) if text.ptr else None


def string(text: Any) -> Optional[str]:
    data = raw(text)
    return None if data is None else data.decode("utf-8", "replace")


def fields_of(text: Any) -> Optional[Dict[str, Any]]:
    data = raw(text)
    return None if data is None else json.loads(data)


def path_bytes(path: PathLike) -> bytes:
    """As the system has it: names that are no UTF-8 stay what they are."""
    data = os.fsencode(path)
    if b"\0" in data:
        raise ValueError("a path cannot have a NUL character in it")
    return data


def c_name(value: str) -> bytes:
    data = value.encode("utf-8")
    if b"\0" in data:
        raise ValueError(f"a NUL character in {value!r}")
    return data


class Keeper:
    """Makes C values and keeps them until it is dropped itself."""

    def __init__(self) -> None:
        self._kept: List[Any] = []

    def keep(self, value: Any) -> Any:
        self._kept.append(value)
        return value

    def string(self, data: Optional[bytes]) -> Any:
        return ffi.NULL if data is None else self.keep(ffi.new("char[]", data))

    def text(self, value: Optional[str]) -> Tuple[Any, int]:
        """As initialiser of an eco_text."""
        if value is None:
            return (ffi.NULL, 0)
        data = value.encode("utf-8")
        return (self.keep(ffi.new("char[]", data)), len(data))

    def strings(self, items: Sequence[bytes]) -> Any:
        return self.keep(ffi.new("const char *[]", [self.string(item) for item in items]))


def strings_of(value: Optional[Strings]) -> List[bytes]:
    if value is None:
        return []
    return [c_name(item) for item in ([value] if isinstance(value, str) else value)]


def to_date(value: Optional[DateLike]) -> Any:
    """An eco_date; None is no date."""
    date = ffi.new("eco_date *")
    if value is None:
        return date[0]
    data = str(value).encode("utf-8")
    if lib.eco_date_parse(data, len(data), date) != lib.ECO_OK:
        raise DateError(Status.DATE, f"{value!r} is not a date (2016, 2016-05 or 2016-05-12)")
    return date[0]


def from_date(date: Any) -> Optional[str]:
    if not date.year:
        return None
    out = ffi.new("char[]", 16)
    lib.eco_date_format(date, out)
    return c_string(out)


def _region_at(index: int) -> Region:
    region = lib.eco_region_at(index)
    return Region(c_string(region.code), c_string(region.slug), c_string(region.name))


REGIONS: Tuple[Region, ...] = tuple(_region_at(i) for i in range(lib.ECO_N_REGIONS))
_ZONES = {c_string(lib.eco_zone_slug(i)): i for i in range(lib.ECO_N_ZONES)}


def find_region(name: str) -> Region:
    """The region a person means: name, code, former region, department. PlaceError: none, or several."""
    data, index, error = name.encode("utf-8"), ffi.new("size_t *"), ffi.new("eco_error *")
    check(lib.eco_region_find(data, len(data), index, error), error)
    return REGIONS[index[0]]


def shares_of(shares: Any, n: int) -> Tuple[RegionShare, ...]:
    return tuple(RegionShare(REGIONS[shares[i].region], shares[i].share, shares[i].focus) for i in range(n))


def from_document(document: Any) -> Document:
    passages = tuple(
        Passage(c_string(lib.eco_zone_slug(document.passages[i].zone)), string(document.passages[i].text) or "")
        for i in range(document.n_passages)
    )
    return Document(
        key=string(document.key) or "",
        passages=passages,
        url=string(document.url),
        source=string(document.source),
        date=from_date(document.date),
        partial=document.partial,
        fields=fields_of(document.fields),
        regions=shares_of(document.regions, document.n_regions) if document.has_regions else None,
    )


def to_document(document: Document, keeper: Keeper) -> Any:
    """An eco_document *, alive as long as the keeper."""
    unknown = [p.zone for p in document.passages if p.zone not in _ZONES]
    if unknown:
        raise ValueError(f"no zone is called {unknown[0]!r}; there are {', '.join(_ZONES)}")
    passages = [{"zone": _ZONES[p.zone], "text": keeper.text(p.text)} for p in document.passages]
    shares = [
        {"region": REGIONS.index(s.region), "focus": s.focus, "share": s.share} for s in document.regions or ()
    ]
    fields = None if document.fields is None else json.dumps(document.fields, ensure_ascii=False)
    return keeper.keep(
        ffi.new(
            "eco_document *",
            {
                "key": keeper.text(document.key),
                "url": keeper.text(document.url),
                "source": keeper.text(document.source),
                "date": to_date(document.date),
                "partial": document.partial,
                "passages": keeper.keep(ffi.new("eco_passage[]", passages)),
                "n_passages": len(passages),
                "fields": keeper.text(fields),
                "regions": keeper.keep(ffi.new("eco_region_share[]", shares)),
                "n_regions": len(shares),
                "has_regions": document.regions is not None,
            },
        )
    )


class Relay:
    """Passes values from C to Python functions. The first exception ends the run and is raised after it."""

    def __init__(self, **calls: Optional[Callable[[Any], Any]]) -> None:
        self._calls = calls
        self._raised: Optional[BaseException] = None
        self.handle = ffi.new_handle(self)

    def take(self, name: str, convert: Callable[[Any], Any], value: Any) -> bool:
        """Whether to go on."""
        call = self._calls.get(name)
        if self._raised is None and call is not None:
            try:
                return call(convert(value)) is not False
            except BaseException as raised:  # C has no exceptions: it is kept until C has returned
                self._raised = raised
        return self._raised is None

    def finish(self) -> None:
        if self._raised is not None:
            raise self._raised


@ffi.def_extern()
def relay_document(user: Any, document: Any) -> bool:
    return ffi.from_handle(user).take("document", from_document, document)


@ffi.def_extern()
def relay_found(user: Any, document: Any) -> None:
    ffi.from_handle(user).take("document", from_document, document)
