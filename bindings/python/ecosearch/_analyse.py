# SPDX-License-Identifier: MIT
"""What the engine makes of a text."""
from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import List

from ._errors import check
from ._face import ffi, lib
from ._values import c_name, c_string, string


@dataclass(frozen=True)
class Token:
    """A token: where it stands in the text, in characters, and what is made of it."""

    start: int
    end: int
    position: int
    kind: str
    """ "word", "number", "acronym", "elision", "compound", "address", "variant" """
    form: str
    """Lower case, accents kept: what quotes and = match."""
    term: str
    """What is indexed."""
    stop: bool
    """It weighs nothing beside other words."""


class Analyser:
    """The analysis "fr", the product's French, or "ws", what stands between spaces. Threads take turns."""

    def __init__(self, name: str = "fr") -> None:
        out, error = ffi.new("eco_analyser **"), ffi.new("eco_error *")
        check(lib.eco_analyser_new(c_name(name), out, error), error)
        self._analyser = ffi.gc(out[0], lib.eco_analyser_free)
        self._turn = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Names the analysis and every rule in it; equal fingerprints give equal terms."""
        return c_string(lib.eco_analyser_fingerprint(self._analyser))

    def analyse(self, text: str) -> List[Token]:
        """The tokens of a text."""
        data = text.encode("utf-8")
        out, n, error = ffi.new("const eco_token **"), ffi.new("size_t *"), ffi.new("eco_error *")
        with self._turn:
            check(lib.eco_analyse(self._analyser, data, len(data), out, n, error), error)
            return _tokens(data, out[0], n[0])


def _tokens(data: bytes, tokens: object, n: int) -> List[Token]:
    """Tokens come with their offsets rising but for a compound's: characters are counted from the last one on."""
    made, at, characters = [], 0, 0

    def to_characters(offset: int) -> int:
        nonlocal at, characters
        if offset >= at:
            characters += len(data[at:offset].decode("utf-8"))
        else:
            characters -= len(data[offset:at].decode("utf-8"))
        at = offset
        return characters

    for i in range(n):
        token = tokens[i]  # type: ignore[index]
        start, end = to_characters(token.offset), to_characters(token.offset + token.length)
        kind = c_string(lib.eco_token_kind_slug(token.kind))
        made.append(Token(start, end, token.position, kind, string(token.form) or "", string(token.term) or "", token.stop))
    return made
