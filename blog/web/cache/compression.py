"""Content codings: the smallest one that the browser accepts (RFC 9110 12.5.3)."""

import gzip
from enum import Enum
from functools import lru_cache

import brotli

SMALLEST_WORTHWHILE = 500
"""Bytes; below this the headers weigh more than what is saved."""
CODINGS = ("br", "gzip")
"""Smallest first."""


class Effort(Enum):
    """How much time compressing may take: the quality of br (0 to 11) and the level of gzip (1 to 9)."""

    ONCE = (1, 1)
    """The page is sent once and forgotten."""
    KEPT = (5, 6)
    """The page is sent until the content changes."""
    FOR_EVER = (9, 9)


def pack(body: bytes, accepted: str) -> tuple[str | None, bytes]:
    """Return the coding that was used and the coded *body*; None means as it is.

    Args:
        body: the page, which is sent once and forgotten.
        accepted: the Accept-Encoding header; empty when there was none.
    """
    for coding in read_codings(accepted):
        packed = pack_with(coding, body, Effort.ONCE)
        if packed is not None:
            return coding, packed
    return None, body


def pack_with(coding: str, body: bytes, effort: Effort) -> bytes | None:
    """Return *body* in *coding*, or None when it is too small."""
    if len(body) < SMALLEST_WORTHWHILE:
        return None
    quality, level = effort.value
    return brotli.compress(body, quality=quality) if coding == "br" else gzip.compress(body, level, mtime=0)


@lru_cache(256)
def read_codings(header: str) -> tuple[str, ...]:
    """Return the codings that we have and the Accept-Encoding *header* accepts, smallest first."""
    accepted = read_accepted(header)
    return tuple(coding for coding in CODINGS if coding in accepted)


def read_accepted(header: str) -> set[str]:
    """Return the codings that *header* names with a weight above zero."""
    parts = (part.replace(" ", "").casefold().partition(";q=") for part in header.split(","))
    return {name for name, _, weight in parts if weight.strip("0") not in {"", "."} or weight == ""}
