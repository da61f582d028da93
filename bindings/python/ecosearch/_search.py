# SPDX-License-Identifier: MIT
"""Opening an index and asking it questions."""
from __future__ import annotations

from collections.abc import Sequence as SequenceBase
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional, Tuple, Union, overload

from ._errors import check
from ._face import ffi, lib
from ._values import (
    DateLike,
    Document,
    Keeper,
    PathLike,
    RegionShare,
    Relay,
    Strings,
    c_name,
    c_string,
    fields_of,
    from_date,
    path_bytes,
    raw,
    shares_of,
    string,
    strings_of,
    to_date,
)

Ranges = Tuple[Tuple[int, int], ...]

_FACETS = {"region": lib.ECO_FACET_REGION, "source": lib.ECO_FACET_SOURCE, "month": lib.ECO_FACET_MONTH}
_MODES = {"focus": lib.ECO_REGION_FOCUS, "mention": lib.ECO_REGION_MENTION}
_SORTS = {"relevance": lib.ECO_SORT_RELEVANCE, "date": lib.ECO_SORT_DATE}
_ALL = int(ffi.cast("size_t", -1))


def _choose(what: str, choices: Dict[str, int], name: str) -> int:
    if name not in choices:
        raise ValueError(f"{what}: {name!r} is none of {', '.join(choices)}")
    return choices[name]


def mark(text: str, ranges: Ranges, before: str, after: str) -> str:
    """The text with `before` and `after` around each range."""
    parts, end = [], 0
    for start, stop in ranges:
        parts += [text[end:start], before, text[start:stop], after]
        end = stop
    return "".join(parts) + text[end:]


@dataclass(frozen=True)
class ExplainLine:
    """Lines of depth 0 sum to the score; deeper ones say how the line above came about."""

    depth: int
    value: float
    text: str


@dataclass(frozen=True)
class Bucket:
    """How many documents have this value. `value` "" : none known; `label` is for people."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Hit:
    """A document that was found. Ranges are (start, end) in characters of `snippet` and `title`."""

    rank: int
    score: float
    key: str
    title: Optional[str]
    url: Optional[str]
    source: Optional[str]
    date: Optional[str]
    """ "2016-05-12", or as much of it as is known."""
    partial: bool
    """The page was cut, by a paywall or the like."""
    regions: Tuple[RegionShare, ...]
    snippet: Optional[str]
    highlights: Ranges
    title_highlights: Ranges
    fields: Optional[Dict[str, Any]]
    explain: Tuple[ExplainLine, ...]
    alike: int
    """Near-duplicates that it stands for."""

    def marked(self, before: str = "<mark>", after: str = "</mark>") -> str:
        """The snippet with what was looked for marked. Nothing is escaped."""
        return mark(self.snippet or "", self.highlights, before, after)

    def marked_title(self, before: str = "<mark>", after: str = "</mark>") -> str:
        """The same of the title."""
        return mark(self.title or "", self.title_highlights, before, after)


def _in_characters(text: Any, ranges: Any, n: int) -> Ranges:
    data = raw(text) or b""

    def at(offset: int) -> int:
        return len(data[:offset].decode("utf-8", "replace"))

    return tuple((at(ranges[i].offset), at(ranges[i].offset + ranges[i].length)) for i in range(n))


def _hit(hit: Any) -> Hit:
    lines = (hit.explain[i] for i in range(hit.n_explain))
    return Hit(
        rank=hit.rank,
        score=hit.score,
        key=string(hit.key) or "",
        title=string(hit.title),
        url=string(hit.url),
        source=string(hit.source),
        date=from_date(hit.date),
        partial=hit.partial,
        regions=shares_of(hit.regions, hit.n_regions),
        snippet=string(hit.snippet),
        highlights=_in_characters(hit.snippet, hit.highlights, hit.n_highlights),
        title_highlights=_in_characters(hit.title, hit.title_highlights, hit.n_title_highlights),
        fields=fields_of(hit.fields),
        explain=tuple(ExplainLine(line.depth, line.value, c_string(line.text)) for line in lines),
        alike=hit.n_alike,
    )


class Results(SequenceBase):  # type: ignore[type-arg]
    """The hits of a search, in order, and what was counted. Values of Python's own: they outlive the index."""

    total: int
    """Documents that match; with total=False perhaps a lower bound."""
    left_out: int
    """Near-duplicates known to be left out by `collapse`."""
    took_us: int
    """Microseconds that the search took."""
    facets: Dict[str, Tuple[Bucket, ...]]
    """By "region", "source", "month": those that were asked for."""
    did_you_mean: Optional[str]
    """A query that finds more, where this one found little because of a misspelt word."""
    missing: Optional[str]
    """Of an index that several machines serve: those that did not answer."""
    timed_out: bool
    """The time allowed was used up: total and facets are lower bounds, and better hits may be missing."""

    def __init__(self, results: Any, facets: Dict[str, int]) -> None:
        self.total = lib.eco_results_total(results)
        self.left_out = lib.eco_results_left_out(results)
        self.took_us = lib.eco_results_took_us(results)
        self.did_you_mean = string(lib.eco_results_did_you_mean(results))
        self.missing = string(lib.eco_results_missing(results))
        self.timed_out = lib.eco_results_timed_out(results)
        self.facets = {name: self._buckets(results, facet) for name, facet in facets.items()}
        self._hits = tuple(_hit(lib.eco_results_hit(results, i)) for i in range(lib.eco_results_count(results)))

    @staticmethod
    def _buckets(results: Any, facet: int) -> Tuple[Bucket, ...]:
        out = ffi.new("const eco_bucket **")
        n = lib.eco_results_facet(results, facet, out)
        return tuple(
            Bucket(string(out[0][i].value) or "", string(out[0][i].label) or "", out[0][i].count) for i in range(n)
        )

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Tuple[Hit, ...]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Hit, Tuple[Hit, ...]]:
        return self._hits[index]

    def __len__(self) -> int:
        """How many hits there are here; `total` is how many documents match."""
        return len(self._hits)

    def __repr__(self) -> str:
        return f"<ecosearch.Results: {len(self)} of {self.total}>"


class Synonyms:
    """Words that stand for one another in queries; for any number of searches, in any threads.

    A group a line, commas between: "start-up, jeune pousse"; "seed => amorçage" works one way only; # begins a
    comment. ArgumentError names the line that cannot be understood."""

    def __init__(self, text: str, name: str = "synonyms") -> None:
        data = text.encode("utf-8")
        out, error = ffi.new("eco_synonyms **"), ffi.new("eco_error *")
        check(lib.eco_synonyms_parse(c_name(name), data, len(data), out, error), error)
        self._synonyms = ffi.gc(out[0], lib.eco_synonyms_free)

    @classmethod
    def load(cls, path: PathLike) -> "Synonyms":
        """Reads a file of at most 16 MiB."""
        out, error = ffi.new("eco_synonyms **"), ffi.new("eco_error *")
        check(lib.eco_synonyms_load(path_bytes(path), out, error), error)
        loaded = cls.__new__(cls)
        loaded._synonyms = ffi.gc(out[0], lib.eco_synonyms_free)
        return loaded

    @staticmethod
    def default() -> str:
        """The built-in list as text, a start for one's own."""
        return c_string(lib.eco_synonyms_default())


@dataclass(frozen=True)
class Info:
    """What an index holds. Counts but for `documents` have deleted documents in them until they are merged away."""

    documents: int
    deleted: int
    terms: int
    forms: int
    postings: int
    positions: int
    segments: int
    generation: int
    bytes_total: int
    text_bytes: int
    user_words: int
    analysis: str
    fingerprint: str
    engine: str


class Index:
    """An open index: one generation of it, until refresh().

    Any number of threads may use one Index at once, and the interpreter's lock is let go while the library works. close() may come
    at any time: searches under way end in peace, later ones raise ValueError."""

    def __init__(self, path: PathLike) -> None:
        out, error = ffi.new("eco_index **"), ffi.new("eco_error *")
        check(lib.eco_index_open(path_bytes(path), out, error), error)
        # closed with the last reference to it, those of calls under way included
        self._index: Any = ffi.gc(out[0], lib.eco_index_close)

    def close(self) -> None:
        """Lets go of the index; may be called again."""
        self._index = None

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _open(self) -> Any:
        index = self._index
        if index is None:
            raise ValueError("the index is closed")
        return index

    def refresh(self) -> bool:
        """Moves to the newest generation; True if there was a newer one. Cheap when nothing changed."""
        index, changed, error = self._open(), ffi.new("bool *"), ffi.new("eco_error *")
        check(lib.eco_index_refresh(index, changed, error), error)
        return bool(changed[0])

    @property
    def info(self) -> Info:
        """What the index holds."""
        index, out = self._open(), ffi.new("eco_index_info *")
        lib.eco_index_get_info(index, out)
        names = {"analysis", "fingerprint", "engine"}
        values = {name: getattr(out, name) for name in Info.__dataclass_fields__ if name not in names}
        return Info(**values, **{name: c_string(getattr(out, name)) for name in names})

    def find(self, key: str) -> Document:
        """The document of this key, as it is stored. NotFoundError: there is none."""
        index, data, found, error = self._open(), key.encode("utf-8"), [], ffi.new("eco_error *")
        relay = Relay(document=found.append)
        check(lib.eco_index_find(index, data, len(data), lib.relay_found, relay.handle, error), error)
        relay.finish()
        return found[0]

    def each(self, call: Callable[[Document], Optional[bool]]) -> None:
        """Calls `call` with every document in index order, until it returns False."""
        index, error, relay = self._open(), ffi.new("eco_error *"), Relay(document=call)
        status = lib.eco_index_each(index, lib.relay_document, relay.handle, error)
        relay.finish()
        check(status, error)

    def search(
        self,
        query: str,
        *,
        region: Optional[Strings] = None,
        region_mode: str = "focus",
        source: Optional[Strings] = None,
        since: Optional[DateLike] = None,
        until: Optional[DateLike] = None,
        limit: Optional[int] = 10,
        offset: int = 0,
        sort: str = "relevance",
        facets: Strings = (),
        plain: bool = False,
        explain: bool = False,
        collapse: bool = False,
        synonyms: Union[Synonyms, bool] = True,
        total: bool = True,
        keys_only: bool = False,
        strict: bool = False,
        exhaustive: bool = False,
        snippet_bytes: int = 0,
        max_clauses: int = 0,
        timeout_ms: int = 0,
    ) -> Results:
        """Asks the index a question.

        region: a name, code, department or former region, or several: documents about any of them, with
            region_mode "mention" those that name one.
        source: a source or several. since, until: inclusive, "2016", "2016-05", "2016-05-12" or a date.
        limit: hits wanted; None: all; 0: only total and facets. offset: hits passed over.
        sort: "relevance" or "date", newest first.
        facets: of "region", "source", "month".
        plain: the query is text, without operators. explain: hits tell how their score came about.
        collapse: near-duplicates of a better hit are left out.
        synonyms: True: the built-in list; False: none; or a Synonyms.
        total: False: the total is not needed, which is faster. keys_only: hits have rank, key and score alone.
        strict: a served database that does not answer is an error.
        exhaustive: the slow twin of every shortcut, for tests.
        snippet_bytes: about how long a snippet may be (0: 240). max_clauses: words a query may come to (0: 10,000).
        timeout_ms: after which the search ends with what it has (`timed_out`); 0: no limit.

        QueryError, PlaceError, DateError: what was asked cannot be understood; ValueError: no such choice."""
        index, keeper, error = self._open(), Keeper(), ffi.new("eco_error *")
        wanted = {f: _choose("facets", _FACETS, f) for f in ([facets] if isinstance(facets, str) else facets)}
        regions, sources = strings_of(region), strings_of(source)
        flags = (
            (lib.ECO_SEARCH_PLAIN if plain else 0)
            | (lib.ECO_SEARCH_EXPLAIN if explain else 0)
            | (lib.ECO_SEARCH_COLLAPSE if collapse else 0)
            | (lib.ECO_SEARCH_NO_SYNONYMS if synonyms is False else 0)
            | (0 if total else lib.ECO_SEARCH_NO_TOTAL)
            | (lib.ECO_SEARCH_KEYS_ONLY if keys_only else 0)
            | (lib.ECO_SEARCH_STRICT if strict else 0)
            | (lib.ECO_SEARCH_EXHAUSTIVE if exhaustive else 0)
        )
        for name, number in (("limit", limit), ("offset", offset)):
            if number is not None and number < 0:
                raise ValueError(f"{name} cannot be negative")
        options = ffi.new(
            "eco_search_options *",
            {
                "struct_size": ffi.sizeof("eco_search_options"),
                "regions": keeper.strings(regions),
                "n_regions": len(regions),
                "region_mode": _choose("region_mode", _MODES, region_mode),
                "sources": keeper.strings(sources),
                "n_sources": len(sources),
                "since": to_date(since),
                "until": to_date(until),
                "limit": _ALL if limit is None else limit,
                "offset": offset,
                "sort": _choose("sort", _SORTS, sort),
                "facets": sum(wanted.values()),
                "flags": flags,
                "snippet_bytes": snippet_bytes,
                "max_clauses": max_clauses,
                "timeout_ms": timeout_ms,
                "synonyms": synonyms._synonyms if isinstance(synonyms, Synonyms) else ffi.NULL,
            },
        )
        data, out = query.encode("utf-8"), ffi.new("eco_results **")
        check(lib.eco_search(index, data, len(data), options, out, error), error, data)
        try:
            return Results(out[0], wanted)
        finally:
            lib.eco_results_free(out[0])


def open(path: PathLike) -> Index:  # noqa: A001 - ecosearch.open reads as it should
    """Opens the index in this folder, or the list of shards that this file is.

    NotFoundError: there is none; CorruptError, or Error with status VERSION, ANALYSER, UNSUPPORTED: it cannot be read."""
    return Index(path)
