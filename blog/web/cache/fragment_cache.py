"""Fragment cache: parts of public pages that are alike on all of them, rendered once per content version.

A fragment is a template that depends on the site's values, the reader's
choices and what the page names as its key. What differs from page to page
(return addresses, stamps) is a placeholder in the kept text, filled in each time.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from blog.web.cache.site_values import per_version

SITE_VALUES = ("site", "site_name", "site_tagline", "postal_address", "base_url", "language", "direction", "choices")
"""What every fragment may use, and is kept apart by; the choices are those of the reader."""
SHARED_VALUES = tuple(name for name in SITE_VALUES if name != "choices")
MAX_FRAGMENTS = 512
"""More are not kept, whatever choices requests name: at most 2 MB a process."""
MARK = secrets.token_hex(16)
"""Stands around the name of a placeholder in a rendered fragment; secret, so that no content can hold it."""
NO_KEY: Mapping[str, Any] = {}

Pieces = tuple[str, ...]
"""A rendered fragment: HTML, the name of a placeholder, HTML, and so on."""


class Placeholder:
    """Stands for a value that differs from page to page; a fragment can print it, and nothing else."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __html__(self) -> str:
        """Return the mark that the value will replace."""
        return f"{MARK}{self.name}{MARK}"

    def __str__(self) -> str:
        """Refuse: a filter or a function would see the placeholder instead of the value."""
        raise TypeError(f"The fragment may only print {self.name}.")

    def __bool__(self) -> bool:
        """Refuse: a test would see the placeholder instead of the value."""
        raise TypeError(f"The fragment may only print {self.name}.")


@pass_context
def fragment(context: Context, template: str, key: Mapping[str, Any] = NO_KEY, /, **values: Any) -> Markup:
    """Return *template* rendered with the site's values, those of *key* and those of this page.

    It is rendered once for each content version, site, reader's choices and
    *key*; each time for a signed-in person, for a sent form, or
    templates are being worked on.

    Args:
        context: the page around it; the fragment sees nothing of it but the site's values.
        template: its name.
        key: names and hashable values that the fragment may use in any way.
        values: what differs from page to page; the fragment may print it, escaped as ever.
    """
    return print_kept(context, SITE_VALUES, template, key, values)


@pass_context
def shared_fragment(context: Context, template: str, key: Mapping[str, Any] = NO_KEY, /, **values: Any) -> Markup:
    """Return *template* as fragment does, for one that looks the same whatever the reader chose: it is kept once."""
    return print_kept(context, SHARED_VALUES, template, key, values)


def print_kept(
    context: Context, names: Iterable[str], template: str, key: Mapping[str, Any], values: Mapping[str, Any]
) -> Markup:
    """Return *template*, kept by the values of *names* in *context* and by *key*, with *values* filled in."""
    site = {name: context[name] for name in names}
    kept: dict[object, Pieces] = {} if context.environment.auto_reload else per_version("fragments", dict)
    known_by = (template, *site.values(), *key.items())
    pieces = kept.get(known_by)
    if pieces is None:
        if len(kept) >= MAX_FRAGMENTS:
            kept.clear()
        placeholders = {name: Placeholder(name) for name in values}
        html = context.environment.get_template(template).render({**site, **key, **placeholders})
        pieces = kept[known_by] = tuple(html.split(MARK))
    return fill(pieces, values)


def fill(pieces: Pieces, values: Mapping[str, Any]) -> Markup:
    """Return the HTML of *pieces* with *values* escaped in the places of the placeholders."""
    texts = list(pieces)
    texts[1::2] = [escape(values[name]) for name in pieces[1::2]]
    return Markup("".join(texts))  # noqa: S704 - templates escaped the pieces.
