# SPDX-License-Identifier: MIT
"""Making an index and looking after it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple, Union

from ._errors import Error, check
from ._face import ffi, lib
from ._values import (
    DateLike,
    Document,
    Keeper,
    PathLike,
    Relay,
    Strings,
    c_name,
    c_string,
    path_bytes,
    strings_of,
    to_date,
    to_document,
)

Sources = Union[PathLike, Iterable[PathLike]]

_REASONS = [c_string(lib.eco_reject_slug(i)) for i in range(lib.ECO_N_REJECT_REASONS)]


@dataclass(frozen=True)
class Progress:
    """Where a run stands: "read", "merge", "engine" or "publish", and how far it is (total 0: unknown)."""

    stage: str
    documents: int
    bytes_done: int
    bytes_total: int


@dataclass(frozen=True)
class Reject:
    """A document or file that was not taken, and why. `record` 0: the file as a whole."""

    reason: str
    path: str
    record: int
    detail: str


@dataclass(frozen=True)
class Summary:
    """What a run did."""

    documents: int
    read: int
    rejected: int
    rejected_by_reason: Dict[str, int]
    replaced_bytes: int
    bad_dates: int
    damaged: int
    text_bytes: int
    source_bytes: int
    index_bytes: int
    tokens: int
    generation: int
    added: int
    updated: int
    unchanged: int
    removed: int
    forgotten: int
    kept: int
    """Not found, or found cut, and kept: what they came from is damaged."""
    deleted: int
    segments: int
    published: bool
    """False: nothing had changed, or the run failed; `generation` is then the one that was there, or 0."""
    seconds_read: float
    seconds_merge: float
    seconds_total: float


@dataclass(frozen=True)
class Generation:
    """A generation that is kept. `published` in seconds since 1970, 0: unknown; `restores` 0: no copy of another."""

    number: int
    published: int
    restores: int
    documents: int
    deleted: int
    segments: int
    bytes: int
    is_current: bool
    is_readable: bool


@dataclass(frozen=True)
class Finding:
    """A defect of an index: the file, the place in it, and a plain sentence."""

    file: str
    place: str
    message: str


OnProgress = Callable[[Progress], Optional[bool]]
OnReject = Callable[[Reject], Any]


def _plain(kind: Any, value: Any) -> Any:
    """A struct of numbers and strings as the dataclass with the same names."""

    def field(name: str) -> Any:
        found = getattr(value, name)
        return c_string(found) if isinstance(found, ffi.CData) else found

    return kind(**{name: field(name) for name in kind.__dataclass_fields__})


def _reject(reject: Any) -> Reject:
    return Reject(_REASONS[reject.reason], c_string(reject.path), reject.record, c_string(reject.detail))


def _summary(summary: Any) -> Summary:
    values = {name: getattr(summary, name) for name in Summary.__dataclass_fields__}
    values["rejected_by_reason"] = {r: n for r, n in zip(_REASONS, summary.rejected_by_reason) if n}
    return Summary(**values)


@ffi.def_extern()
def relay_progress(user: Any, progress: Any) -> bool:
    return ffi.from_handle(user).take("progress", lambda value: _plain(Progress, value), progress)


@ffi.def_extern()
def relay_reject(user: Any, reject: Any) -> None:
    ffi.from_handle(user).take("reject", _reject, reject)


@ffi.def_extern()
def relay_generation(user: Any, generation: Any) -> None:
    ffi.from_handle(user).take("generation", lambda value: _plain(Generation, value), generation)


@ffi.def_extern()
def relay_finding(user: Any, finding: Any) -> None:
    ffi.from_handle(user).take("finding", lambda value: _plain(Finding, value), finding)


class _Run:
    """The options of a run, its calls back and its outcome."""

    def __init__(
        self, on_progress: Optional[OnProgress] = None, on_reject: Optional[OnReject] = None, **values: Any
    ) -> None:
        self.keeper = Keeper()
        self._relay = Relay(progress=on_progress, reject=on_reject)
        self.out, self.error = ffi.new("eco_build_summary *"), ffi.new("eco_error *")
        self.options = ffi.new("eco_build_options *", {"struct_size": ffi.sizeof("eco_build_options")})
        for name, value in values.items():
            if isinstance(value, list):
                setattr(self.options, f"n_{name}", len(value))
                value = self.keeper.strings(value)
            setattr(self.options, name, self.keeper.string(value) if isinstance(value, bytes) else value)
        if on_progress or on_reject:
            self.options.on_progress = lib.relay_progress  # an exception in on_reject ends the run here
            self.options.on_reject = lib.relay_reject
            self.options.user = self._relay.handle

    def finish(self, status: int) -> Summary:
        self._relay.finish()
        summary = _summary(self.out)
        try:
            check(status, self.error)
        except Error as error:
            error.summary = summary
            raise
        return summary


def _options(
    analysis: str,
    stored_text: bool,
    protected_words: Optional[PathLike],
    stems: Optional[PathLike],
    engine: str,
    **rest: Any,
) -> Dict[str, Any]:
    paths = {"protected_words": protected_words, "stems": stems}
    named = {name: path_bytes(path) for name, path in paths.items() if path is not None}
    return {"analysis": c_name(analysis), "engine": c_name(engine), "no_stored_text": not stored_text, **named, **rest}


def _names(sources: Sources) -> List[bytes]:
    one = isinstance(sources, (str, bytes)) or hasattr(sources, "__fspath__")
    return [path_bytes(source) for source in ([sources] if one else sources)]  # type: ignore[list-item,union-attr]


def _run_sources(call: Any, path: PathLike, sources: Sources, options: Dict[str, Any]) -> Summary:
    run = _Run(**options)
    names = _names(sources)
    return run.finish(
        call(path_bytes(path), run.keeper.strings(names), len(names), run.options, run.out, run.error)
    )


def build(
    path: PathLike,
    sources: Sources,
    *,
    analysis: str = "fr",
    memory: int = 0,
    threads: int = 0,
    max_record_bytes: int = 0,
    stored_text: bool = True,
    reorder: bool = False,
    protected_words: Optional[PathLike] = None,
    stems: Optional[PathLike] = None,
    engine: str = "native",
    shards: int = 0,
    force: bool = False,
    keep: int = 0,
    wait: float = 0,
    on_progress: Optional[OnProgress] = None,
    on_reject: Optional[OnReject] = None,
) -> Summary:
    """Builds an index from files and folders, or "-", and publishes it by one rename.

    analysis: "fr" or "ws". memory: bytes (0: 512 MiB). threads: 0: one a core. max_record_bytes: longer records are
    rejected. stored_text False: no snippets, no export. reorder: similar documents side by side. protected_words,
    stems: files of one's own words. engine: "native" or "xapian", in `shards` databases. force: publish whatever the
    gates say. keep: generations kept (0: 3). wait: seconds for a lock that another writer holds.
    on_progress is called with a Progress, and ends the run by returning False; on_reject with a Reject; each from one
    thread at a time, not always the caller's. What they raise ends the run and is raised here.

    Errors: NotFoundError (a source), LockedError, GateError, ArgumentError, CancelledError; status DATA: nothing
    could be taken. All leave the index as it was, and carry a `summary`."""
    options = _options(
        analysis, stored_text, protected_words, stems, engine,
        memory=memory, threads=threads, max_record_bytes=max_record_bytes, reorder=reorder, shards=shards,
        force=force, keep=keep, wait_seconds=wait, on_progress=on_progress, on_reject=on_reject,
    )  # fmt: skip
    return _run_sources(lib.eco_build, path, sources, options)


def update(
    path: PathLike,
    sources: Sources = (),
    *,
    keep_missing: bool = False,
    drop_missing: bool = False,
    without: Sources = (),
    analysis: str = "fr",
    memory: int = 0,
    threads: int = 0,
    max_record_bytes: int = 0,
    stored_text: bool = True,
    protected_words: Optional[PathLike] = None,
    stems: Optional[PathLike] = None,
    engine: str = "native",
    force: bool = False,
    keep: int = 0,
    wait: float = 0,
    on_progress: Optional[OnProgress] = None,
    on_reject: Optional[OnReject] = None,
) -> Summary:
    """Reads again what has changed in these sources, or in all that the index remembers, and publishes that.

    keep_missing: documents that are not in their sources any more stay; drop_missing: those that are missing from a
    damaged file go too. without: sources that the index is to remember no longer, and whose documents go. The rest is as for build(); where nothing has changed, nothing is published (`published`)."""
    options = _options(
        analysis, stored_text, protected_words, stems, engine,
        keep_missing=keep_missing, drop_missing=drop_missing, memory=memory, threads=threads,
        max_record_bytes=max_record_bytes, without=_names(without), force=force, keep=keep, wait_seconds=wait, on_progress=on_progress, on_reject=on_reject,
    )  # fmt: skip
    return _run_sources(lib.eco_update, path, sources, options)


def forget(
    path: PathLike,
    keys: Strings = (),
    *,
    source: Optional[str] = None,
    before: Optional[DateLike] = None,
    now: bool = False,
    memory: int = 0,
    threads: int = 0,
    keep: int = 0,
    wait: float = 0,
    on_progress: Optional[OnProgress] = None,
) -> Summary:
    """Erases for good the documents that meet every condition given: one of these keys, this source, dated before.

    now: their texts go at once, not with the next merge. Status DATA, with nothing changed: there is no such key."""
    run = _Run(on_progress, memory=memory, threads=threads, keep=keep, wait_seconds=wait)
    names = strings_of(keys)
    request = ffi.new(
        "eco_forget_request *",
        {
            "struct_size": ffi.sizeof("eco_forget_request"),
            "keys": run.keeper.strings(names),
            "n_keys": len(names),
            "source": run.keeper.string(None if source is None else c_name(source)),
            "before": to_date(before),
            "now": now,
        },
    )
    return run.finish(lib.eco_forget(path_bytes(path), request, run.options, run.out, run.error))


def optimize(
    path: PathLike, *, memory: int = 0, threads: int = 0, keep: int = 0, wait: float = 0,
    on_progress: Optional[OnProgress] = None,
) -> Summary:  # fmt: skip
    """Merges all segments into one without deleted documents."""
    run = _Run(on_progress, memory=memory, threads=threads, keep=keep, wait_seconds=wait)
    return run.finish(lib.eco_optimize(path_bytes(path), run.options, run.out, run.error))


def generations(path: PathLike) -> List[Generation]:
    """Every generation that is kept, newest first."""
    found: List[Generation] = []
    relay, error = Relay(generation=found.append), ffi.new("eco_error *")
    status = lib.eco_generations(path_bytes(path), lib.relay_generation, relay.handle, error)
    relay.finish()
    check(status, error)
    return found


def rollback(path: PathLike, generation: int = 0, *, force: bool = False, keep: int = 0, wait: float = 0) -> int:
    """Publishes an earlier generation again (0: the one before), and returns the number that it has now.

    GateError: documents were forgotten since, which would be back; `force` takes them back."""
    run, number = _Run(force=force, keep=keep, wait_seconds=wait), ffi.new("uint64_t *")
    check(lib.eco_rollback(path_bytes(path), generation, run.options, number, run.error), run.error)
    return int(number[0])


def verify(path: PathLike, *, deep: bool = False) -> Tuple[Finding, ...]:
    """Verifies every checksum and structure of an index, with `deep` also that its postings are what its texts give.

    Returns the defects. An index without any that cannot be used all the same is an Error."""
    found: List[Finding] = []
    relay, error = Relay(finding=found.append), ffi.new("eco_error *")
    call = lib.eco_check_deep if deep else lib.eco_check
    status = call(path_bytes(path), lib.relay_finding, relay.handle, error)
    relay.finish()
    if not found:
        check(status, error)
    return tuple(found)


class Writer:
    """Builds an index from documents that the program makes. One thread at a time.

    As a context manager it publishes at the end, or drops everything if an exception leaves the block. With
    update=True documents are added to those that are there, and replace those with their keys."""

    def __init__(
        self,
        path: PathLike,
        *,
        update: bool = False,
        analysis: str = "fr",
        memory: int = 0,
        threads: int = 0,
        stored_text: bool = True,
        reorder: bool = False,
        protected_words: Optional[PathLike] = None,
        stems: Optional[PathLike] = None,
        engine: str = "native",
        shards: int = 0,
        force: bool = False,
        keep: int = 0,
        wait: float = 0,
        on_progress: Optional[OnProgress] = None,
        on_reject: Optional[OnReject] = None,
    ) -> None:
        self.summary: Optional[Summary] = None
        """Of the commit."""
        options = _options(
            analysis, stored_text, protected_words, stems, engine,
            update=update, memory=memory, threads=threads, reorder=reorder, shards=shards, force=force,
            keep=keep, wait_seconds=wait, on_progress=on_progress, on_reject=on_reject,
        )  # fmt: skip
        self._run, out = _Run(**options), ffi.new("eco_writer **")
        check(lib.eco_writer_open(path_bytes(path), self._run.options, out, self._run.error), self._run.error)
        self._writer: Any = ffi.gc(out[0], lib.eco_writer_close)

    def _open(self) -> Any:
        if self._writer is None:
            raise ValueError("the writer is closed")
        return self._writer

    def add(self, document: Document) -> None:
        """Adds a document; a key met before replaces the earlier one. ArgumentError: it is none, nothing was added."""
        writer, keeper, error = self._open(), Keeper(), ffi.new("eco_error *")
        check(lib.eco_writer_add(writer, to_document(document, keeper), error), error)

    def commit(self) -> Summary:
        """Publishes what was added. The writer is closed then."""
        writer = self._open()
        try:
            self.summary = self._run.finish(lib.eco_writer_commit(writer, self._run.out, self._run.error))
        finally:
            self.close()
        return self.summary

    def close(self) -> None:
        """Drops what was not committed and lets go of the index's lock; may be called again."""
        writer, self._writer = self._writer, None
        if writer is not None:
            ffi.release(writer)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: Any, *exception: object) -> None:
        if kind is None and self._writer is not None:
            self.commit()
        self.close()
