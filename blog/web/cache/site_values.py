"""What every public page shows of the site as a whole, read once for each content version instead of once a page."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request

Value = TypeVar("Value")
VERSION = "blog.content_version"
"""Where the page cache puts the content version of an anonymous reader's request into its environment."""


def sitewide(name: str, read: Callable[[], Value]) -> Value:
    """Return what *read* reads; not read again while the content is in the same version.

    Without a known version, as where somebody has signed in or a form is
    sent, it is read each time: what such a request has written itself is not
    committed yet, and must not be remembered for others.

    Args:
        name: the name of the value; each has its own.
        read: returns the value; it stands on content alone, and is not changed by whoever gets it.
    """
    version = request.environ.get(VERSION) if request else None
    if version is None:
        return read()
    # A tuple is put in whole, so that no thread sees the value of one version beside the name of another.
    memory: dict[str, tuple[Any, Any]] = current_app.extensions.setdefault("sitewide", {})
    known = memory.get(name)
    if known is None or known[0] != version:
        known = memory[name] = (version, read())
    value: Value = known[1]
    return value
