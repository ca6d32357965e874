"""Content codings: the smallest one that the browser accepts (RFC 9110 12.5.3)."""

import gzip

import brotli

SMALLEST_WORTHWHILE = 500
"""Bytes; below this the headers weigh more than what is saved."""


def pack(body: bytes, accepted: str) -> tuple[str | None, bytes]:
    """Return the coding that was used and the coded *body*; None means as it is.

    Args:
        body: the page.
        accepted: the Accept-Encoding header; empty when there was none.
    """
    if len(body) < SMALLEST_WORTHWHILE:
        return None, body
    codings = read_accepted(accepted)
    if "br" in codings:
        return "br", brotli.compress(body, quality=5)
    if "gzip" in codings:
        return "gzip", gzip.compress(body, 6, mtime=0)
    return None, body


def read_accepted(header: str) -> set[str]:
    """Return the codings that *header* names with a weight above zero."""
    parts = (part.replace(" ", "").casefold().partition(";q=") for part in header.split(","))
    return {name for name, _, weight in parts if weight.strip("0") not in {"", "."} or weight == ""}
