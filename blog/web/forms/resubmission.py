"""Carry the fields of a rejected POST (expired session or token) along, so that the user can resubmit it."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

Fields = list[tuple[str, str]]

PREFIX = "kept-"
"""Prefix of carried fields on a page whose own form has fields too."""
MIN_LONG_CHARACTERS = 60
"""Longer values are shown on the page, as proof that nothing is lost."""
TOKEN = "csrf_token"  # noqa: S105


def submitted_fields(form: MultiDict[str, str]) -> Fields:
    """Return name and value of each field of *form* except the rejected CSRF token."""
    return [(name, value) for name, value in form.items(multi=True) if name != TOKEN]


def prefix_fields(pairs: Iterable[tuple[str, str]]) -> Fields:
    """Return *pairs* with prefixed names, which no other form uses."""
    return [(f"{PREFIX}{name}", value) for name, value in pairs]


def unprefix_fields(form: MultiDict[str, str]) -> Fields:
    """Return the carried fields of *form* under their original names."""
    sent = form.items(multi=True)
    return [(name.removeprefix(PREFIX), value) for name, value in sent if name.startswith(PREFIX)]


def long_values(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values that were typed, as opposed to chosen: several lines or many characters."""
    return [value for _, value in pairs if len(value) > MIN_LONG_CHARACTERS or "\n" in value]


def typed_values(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return what a person may have typed: long values, addresses, and what has several words."""
    return [value for _, value in pairs if len(value) > MIN_LONG_CHARACTERS or any(sign in value for sign in " \n@")]
