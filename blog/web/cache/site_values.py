"""Cache of values that many public pages show, such as the topics of the masthead, per content version."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request

Value = TypeVar("Value")
VERSION = "blog.content_version"
"""Key of the WSGI environment under which the page cache passes the content version of an anonymous request."""


def per_version(name: str, read: Callable[[], Value]) -> Value:
    """Return what *read* returns, read once per content version.

    Without a content version (a session, a POST) it is read each time: what such
    a request has written is not committed yet, and must not be cached.

    Args:
        name: identifies the value.
        read: returns the value, which depends on content alone and must not be changed by callers.
    """
    version = request.environ.get(VERSION) if request else None
    if version is None:
        return read()
    # A tuple is stored at once, so that no thread sees the value of one version beside the number of another.
    cached: dict[str, tuple[Any, Any]] = current_app.extensions.setdefault("per_version", {})
    entry = cached.get(name)
    if entry is None or entry[0] != version:
        entry = cached[name] = (version, read())
    value: Value = entry[1]
    return value
