"""Which file stands for an address of the site, and the relative link from one file to another."""

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

INDEX = "index.html"
RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))}
)
"""Names of pages that would meet the file of a folder, or that some systems keep for devices."""
MAX_NAME_BYTES = 200
"""Of one name, with its suffix and that of the compressed file; systems take 255."""
COMPARISON = ("from", "to")
"""Parameters of the page that compares two versions of an article."""
VERSION_NUMBER = re.compile("[1-9][0-9]{0,5}")
OLDER = "before"
"""Parameter of the pages behind the first of a list."""


class UnfitAddress(ValueError):
    """No file can stand for the address."""


def normal_address(address: str) -> str:
    """Return *address*, a path of the site and perhaps a query, as it is kept: percent-encoded, without fragment."""
    parts = urlsplit(address)
    return quote(unquote(parts.path)) + (f"?{parts.query}" if parts.query else "")


def file_name(address: str) -> str:
    """Return the path, below the folder of the site, of the file for *address*: a path, perhaps with a query.

    A page without slash at its end is a file beside the folder of what is
    below it, so that relative links mean the same in the file and at the
    address of the live site.

    Raises:
        UnfitAddress: it cannot be a file, such as one with a query that no page has.
    """
    parts = urlsplit(address)
    names = [safe_name(unquote(name)) for name in parts.path.split("/")[1:]]
    names[-1] += ending(names, dict(parse_qsl(parts.query, keep_blank_values=True)))
    return "/".join(names)


def ending(names: list[str], query: dict[str, str]) -> str:
    """Return what is appended to the last of *names* to make it the name of a file."""
    last = names[-1]
    if set(query) == set(COMPARISON) and all(VERSION_NUMBER.fullmatch(value) for value in query.values()):
        return f"/{query['from']}-{query['to']}.html"
    if query:
        raise UnfitAddress(f"no file stands for the query {sorted(query)}")
    if not last:
        return INDEX
    return "" if "." in last else f"{'~' if last.casefold() in RESERVED else ''}.html"


def safe_name(name: str) -> str:
    """Return *name* where it can be that of a file anywhere; else raise UnfitAddress."""
    is_hostile = name in {".", ".."} or any(sign in '/\\:*?"<>|' or not sign.isprintable() for sign in name)
    if is_hostile or len(name.encode()) > MAX_NAME_BYTES:
        raise UnfitAddress("the name cannot be that of a file")
    return name


def older_file(list_address: str, number: int) -> str:
    """Return the file of the older page *number*, counted from the oldest, of the list at *list_address*."""
    page = file_name(list_address)
    folder = page.removesuffix(INDEX).removesuffix(".html")
    return posixpath.join(folder, f"page-{number}.html")


def relative_link(source: str, target: str) -> str:
    """Return the link from the file *source* to the file *target*, percent-encoded (RFC 3986 4.2)."""
    found = posixpath.relpath(target, posixpath.dirname(source) or ".")
    return quote(found)
