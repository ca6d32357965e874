"""Request bodies: received whole, within limits of bytes and time, and parsed, before any statement runs.

A view that began a transaction and then waited for the rest of a form would
keep every other writer of a SQLite database waiting for as long as a visitor
likes (slow POST attack).
"""

import time
from collections.abc import Callable
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar

from flask import Flask, Request, abort, current_app, request, session
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.wsgi import get_input_stream

from blog.config.settings import current_settings
from blog.database import SAFE_METHODS
from blog.web.access.policy import CsrfProtection, policy_of

View = TypeVar("View", bound=Callable[..., Any])
BLOCK_BYTES = 64 * 1024
SPOOL_BYTES = 1024 * 1024
"""What a body may have before it is kept in a temporary file instead of in memory."""
DRAIN_BYTES = 32 * 1024 * 1024
"""What is read and thrown away of a body that is refused: a proxy that still sends it would answer 502."""
GRACE_SECONDS = 20.0
MIN_BYTES_PER_SECOND = 4096
"""Slowest body that is waited for after the grace, averaged from its beginning."""
MAX_FIELDS = 1000
"""Fields of a form in one part, as a desk's longest list has a few hundred."""
SOURCE = "blog.web.access.request_body.source"
"""Key of the WSGI environment under which the server's own input is kept."""
DISK_FAULT = "blog.web.access.request_body.disk_fault"
"""Key of the WSGI environment for the OSError by which a server could not keep the body; None where it could."""
URLENCODED = "application/x-www-form-urlencoded"
FORM_TYPES = frozenset({URLENCODED, "multipart/form-data"})


class StrictRequest(Request):
    """A request whose malformed form is an error, and not a form without fields."""

    def make_form_data_parser(self) -> FormDataParser:
        """Return a parser that raises ValueError."""
        parser = super().make_form_data_parser()
        parser.silent = False
        return parser


def init_request_body(app: Flask) -> None:
    """Receive each body before anything else looks at the request; call it before init_access_control."""
    app.request_class = StrictRequest
    app.before_request(receive_body)
    app.teardown_request(close_body)


def accept_uploads(count: int) -> Callable[[View], View]:
    """Declare that the body of the view may hold *count* of the largest pictures, if its sender is signed in.

    More than fits is let in, so that a picture that is too large is refused by
    name beside its field, with all texts kept, and not with an error page.
    """

    def attach(view: View) -> View:
        view.max_uploads = count  # type: ignore[attr-defined]
        return view

    return attach


def accept_files(count: int) -> Callable[[View], View]:
    """Declare the same of *count* of the largest documents or recordings."""

    def attach(view: View) -> View:
        view.max_files = count  # type: ignore[attr-defined]
        return view

    return attach


def accept_export(view: View) -> View:
    """Declare that the body of the view may hold an export of another program, if its sender is signed in."""
    view.is_for_exports = True  # type: ignore[attr-defined]
    return view


def allowed_bytes() -> int:
    """Return how many bytes the body of the present request may have."""
    settings = current_settings()
    view = current_app.view_functions.get(request.endpoint or "")
    if "_user_id" not in session:
        return settings.max_content_length
    pictures = getattr(view, "max_uploads", 0) * settings.picture_max_bytes
    exports = settings.import_max_bytes if getattr(view, "is_for_exports", False) else 0
    files = getattr(view, "max_files", 0) * settings.file_max_bytes
    return int(pictures + files + exports + settings.max_content_length)


def allowed_seconds(received: int) -> float:
    """Return how long a body may have taken of which *received* bytes are here."""
    return GRACE_SECONDS + received / MIN_BYTES_PER_SECOND


def receive_body() -> None:
    """Replace the input of an unsafe request by a file that holds all of it, and parse its form.

    Aborts with 400 when it is malformed or shorter than was said, 408 when it
    came too slowly, and 413 when it is too large.

    Raises:
        OSError: the disk does not take it.
    """
    if request.method in SAFE_METHODS:
        return
    if fault := request.environ.get(DISK_FAULT):
        raise fault
    limit = request.max_content_length = allowed_bytes()
    declared = request.content_length
    source = get_input_stream(request.environ)
    body = SpooledTemporaryFile(SPOOL_BYTES)  # noqa: SIM115
    request.environ.update({SOURCE: request.environ["wsgi.input"], "wsgi.input": body})
    size = copy_body(source, body, limit)
    if max(size, declared or 0) > limit:
        raise RequestEntityTooLarge
    if declared is not None and size != declared:
        abort(400, "incomplete_body")
    body.seek(0)
    request.environ.update({"CONTENT_LENGTH": str(size), "wsgi.input_terminated": True})
    parse_form(size)


def copy_body(source: IO[bytes], target: IO[bytes], limit: int) -> int:
    """Copy at most *limit* bytes and throw a bounded rest away; return how many bytes came.

    Aborts with 408 when they come too slowly; a server that hands over nothing
    in between has a limit of its own (blog.operations.gateway).
    """
    began, size = time.monotonic(), 0
    while size <= limit + DRAIN_BYTES and (block := source.read(BLOCK_BYTES)):
        size += len(block)
        if size <= limit:
            target.write(block)
        if time.monotonic() > began + allowed_seconds(size):
            abort(408)
    return size


def parse_form(size: int) -> None:
    """Parse the form, while no transaction waits for it; abort with 400 when it is malformed, 413 with many fields."""
    if is_signed_message():
        return
    if size and request.mimetype not in FORM_TYPES:
        abort(400, "unknown_content_type")
    if request.mimetype == URLENCODED and count_fields(request.environ["wsgi.input"]) > MAX_FIELDS:
        raise RequestEntityTooLarge
    try:
        names = {*request.form, *request.files}
    except (ValueError, LookupError):
        abort(400, "malformed_form")
    if any(name is None or "\0" in name for name in names):
        abort(400, "malformed_form")


def is_signed_message() -> bool:
    """Return whether the view reads the body itself, as signed messages of machines are."""
    policy = policy_of(current_app.view_functions.get(request.endpoint or ""))
    return policy is not None and policy.csrf is CsrfProtection.SIGNATURE


def count_fields(body: IO[bytes]) -> int:
    """Return the number of fields of a form in one part, without splitting it."""
    count = 1
    while block := body.read(BLOCK_BYTES):
        count += block.count(b"&")
    body.seek(0)
    return count


def close_body(_error: BaseException | None) -> None:
    """Close the file of the body, and with it the temporary one; the server gets its own input back."""
    source = request.environ.pop(SOURCE, None)
    if source is not None:
        with suppress(OSError):  # What the disk did not take is tried once more.
            request.environ["wsgi.input"].close()
        request.environ["wsgi.input"] = source
