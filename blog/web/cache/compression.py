"""Content-Encoding: brotli and gzip, negotiated by Accept-Encoding (RFC 9110 12.5.3)."""

import gzip
import re
from enum import Enum
from functools import lru_cache

import brotli
from flask import request
from flask.typing import ResponseReturnValue

MIN_BYTES = 500
"""Smaller bodies are sent as they are: the headers would weigh more than what is saved."""
CODINGS = ("br", "gzip")
"""Smallest first."""
QVALUE = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
"""Source: RFC 9110 12.4.2."""


class Effort(Enum):
    """Compression effort: the quality of brotli (0 to 11) and the level of gzip (1 to 9)."""

    ONCE = (1, 1)
    """For a response that is sent once."""
    CACHED = (5, 6)
    """For an entry that lives until the content changes, and for a page that takes far longer to make than this."""
    IMMUTABLE = (11, 9)
    """For a file that is compressed once a process and kept by browsers for a year; 0.2 s for the style sheet."""


def pack(body: bytes, accepted: str, effort: Effort = Effort.ONCE) -> tuple[str | None, bytes]:
    """Return the coding that was used and the coded *body*; None means as it is.

    Args:
        body: a response that is sent once.
        accepted: the Accept-Encoding header; empty when there was none.
        effort: what may be spent on it.
    """
    for coding in read_codings(accepted):
        packed = pack_with(coding, body, effort)
        if packed is not None:
            return coding, packed
    return None, body


def pack_with(coding: str, body: bytes, effort: Effort) -> bytes | None:
    """Return *body* in *coding*, or None when it is too small."""
    if len(body) < MIN_BYTES:
        return None
    quality, level = effort.value
    return brotli.compress(body, quality=quality) if coding == "br" else gzip.compress(body, level, mtime=0)


@lru_cache(256)
def read_codings(header: str) -> tuple[str, ...]:
    """Return the supported codings that the Accept-Encoding *header* accepts, smallest first.

    One that the client wants less than no coding at all (identity) is left out.
    """
    weights = read_weights(header)
    least = weights.get("identity", 0.0)
    return tuple(coding for coding in CODINGS if 0 < weights.get(coding, 0.0) >= least)


def read_weights(header: str) -> dict[str, float]:
    """Return the weight of each coding that *header* names; 0 for one whose weight is malformed."""
    parts = ("".join(part.split()).casefold().partition(";q=") for part in header.split(","))
    return {name: (float(weight) if QVALUE.fullmatch(weight) else 0.0) if mark else 1.0 for name, mark, weight in parts}


def compress_page(page: str) -> ResponseReturnValue:
    """Return *page* compressed, unless its address has a query.

    The page holds a token: compressed beside words from the address, its
    length would give the token away (BREACH).
    """
    if request.query_string:
        return page
    coding, body = pack(page.encode(), request.headers.get("Accept-Encoding", ""), Effort.CACHED)
    return body, {"Content-Type": "text/html; charset=utf-8", **({"Content-Encoding": coding} if coding else {})}
