"""What a form sent that could not be taken, kept on the page that says so, to be sent once more."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

Pairs = list[tuple[str, str]]

PREFIX = "kept-"
"""Begins the names of kept fields on a page whose own form has fields too."""
LONG = 60
"""Characters from which on a value is shown, so that its author sees that it is there."""
TOKEN = "csrf_token"  # noqa: S105


def read_sent(form: MultiDict[str, str]) -> Pairs:
    """Return name and value of each field that *form* sent, but for the token that was refused."""
    return [(name, value) for name, value in form.items(multi=True) if name != TOKEN]


def hide(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return *pairs* under names that no other form uses."""
    return [(f"{PREFIX}{name}", value) for name, value in pairs]


def read_hidden(form: MultiDict[str, str]) -> Pairs:
    """Return what *form* carries of another form, under its own names."""
    sent = form.items(multi=True)
    return [(name.removeprefix(PREFIX), value) for name, value in sent if name.startswith(PREFIX)]


def show_long(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values that somebody has written, as opposed to chosen."""
    return [value for _, value in pairs if len(value) > LONG or "\n" in value]
