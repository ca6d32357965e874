"""One public page as it is kept: its bytes in every coding, and its headers ready to be sent."""

import gzip
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from werkzeug.http import parse_date

from blog.web.cache.compression import CODINGS, SMALLEST_WORTHWHILE, Effort, pack_with

Headers = list[tuple[str, str]]
MOST_AGE_SECONDS = 24 * 3600
"""A page holds the stamp of its subscribe form, which is accepted for 30 days: a quiet site's pages are made anew."""
OF_THE_BODY = frozenset({"content-type", "content-length", "content-encoding", "last-modified"})
PER_ANSWER = frozenset({"x-request-id", "content-length", "content-encoding", "etag", "set-cookie", "date"})
OVERHEAD_BYTES = 4096
"""What the headers and the bookkeeping of one entry take, roughly."""


@dataclass(frozen=True, slots=True)
class Form:
    """One coding of a page: what is sent for 200, and for 304."""

    etag: str
    body: bytes | None
    """None for a page as it is, where gzip is kept: few ask for it, and it would take most of the memory."""
    headers: Headers
    headers_304: Headers


@dataclass(frozen=True, slots=True)
class Entry:
    """A page; *forms* by content coding, "" for the identity."""

    forms: dict[str, Form]
    last_modified: float | None
    size: int
    made_at: float = field(default_factory=time.monotonic)

    @property
    def is_old(self) -> bool:
        """Return whether the page should be made anew although the content is the same."""
        return time.monotonic() - self.made_at > MOST_AGE_SECONDS

    def body(self, form: Form) -> bytes:
        """Return the bytes of one of the forms."""
        return gzip.decompress(self.forms["gzip"].body or b"") if form.body is None else form.body

    def form(self, codings: Sequence[str]) -> Form:
        """Return the form in the first of *codings* that there is."""
        for coding in codings:
            if coding in self.forms:
                return self.forms[coding]
        return self.forms[""]


def make_entry(body: bytes, headers: Headers, effort: Effort = Effort.KEPT) -> Entry:
    """Return the page *body* with what *headers* say that is the same in every answer."""
    fixed = [(name, value) for name, value in headers if name.casefold() not in PER_ANSWER]
    name = name_of(body)
    forms = {"": make_form("", body, name, fixed)}
    if len(body) >= SMALLEST_WORTHWHILE:
        forms[""] = replace(forms[""], body=None)
    for coding in CODINGS:
        packed = pack_with(coding, body, effort)
        if packed is not None:
            forms[coding] = make_form(coding, packed, name, fixed)
    changed_at = parse_date(dict(fixed).get("Last-Modified"))
    size = sum(len(form.body or b"") for form in forms.values()) + OVERHEAD_BYTES
    return Entry(forms, changed_at.timestamp() if changed_at else None, size)


def name_of(body: bytes) -> str:
    """Return the name by which the content of a page is known, whatever the coding."""
    return sha256(body).hexdigest()[:24]


def etag_of(name: str, coding: str) -> str:
    """Return the strong ETag of one coding: other bytes, other tag (RFC 9110 8.8.3.3)."""
    return f'"{name}-{coding}"' if coding else f'"{name}"'


def make_form(coding: str, body: bytes, name: str, fixed: Headers) -> Form:
    """Return the page in one coding."""
    etag = etag_of(name, coding)
    lines = [*fixed, ("ETag", etag), ("Content-Length", str(len(body)))]
    if coding:
        lines.append(("Content-Encoding", coding))
    return Form(etag, body, lines, [line for line in lines if line[0].casefold() not in OF_THE_BODY])
