"""Headings of a body: their levels, and the ids by which a link or a list of contents leads to them."""

from collections.abc import Container, Iterator, Sequence
from itertools import count, pairwise

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.text.slug_words import native_slug

MAX_ID_LENGTH = 60
"""Characters of an id that are made from words; a number may follow."""


def drop_empty_headings(state: StateCore) -> None:
    """Take out headings in which nothing can be seen, such as "## " alone."""
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type == "heading_close" and not is_shown(kept[-2], state.env["pictures"]):
            del kept[-3:]
    state.tokens = kept


def is_shown(inline: Token, pictures: Container[str]) -> bool:
    """Return whether a reader sees anything of *inline*: words, the number of a note, or one of *pictures*."""
    return any(
        child.content.strip()
        or child.type == "footnote_ref"
        or str(child.attrGet("src")).removeprefix("picture:") in pictures
        for child in inline.children or ()
    )


def level_headings(state: StateCore) -> None:
    """Let headings start at h2, since the page has the h1, and go down one step at a time."""
    used = sorted({token.tag for token in state.tokens if token.type == "heading_open"})
    previous = 1
    for token in state.tokens:
        if token.type == "heading_open":
            previous = min(used.index(token.tag) + 2, previous + 1, 6)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{previous}"


def name_headings(state: StateCore) -> None:
    """Give each heading an id made of its words, and a number where an earlier one has the same."""
    taken: set[str] = set()
    candidates: dict[str, Iterator[str]] = {}  # Each goes on where it stopped: thousands of headings may be alike.
    for opening, inline in headings_of(state.tokens):
        name = make_id("".join(" " if child.type == "softbreak" else child.content for child in inline.children or ()))
        free = next(id for id in candidates.setdefault(name, numbered(name)) if id not in taken)
        taken.add(free)
        opening.attrSet("id", free)


def headings_of(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield the start and the content of each heading."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            yield opening, inline


def make_id(words: str) -> str:
    """Return *words* in small letters with hyphens, in their own script; the prefix keeps clear of the page's ids."""
    name = native_slug(words, MAX_ID_LENGTH)
    return f"section-{name}" if name else "section"


def numbered(name: str) -> Iterator[str]:
    """Yield *name*, then *name* with a number from 2 on."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))
