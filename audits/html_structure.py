"""The structure of a fragment of HTML as a list of pieces, without what only serves looks and navigation."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset({"br", "hr", "img", "input"})
BLOCKS = frozenset(
    {"p", "heading", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"}
)
KEPT = frozenset({"href", "title", "start", "alt", "src", "align", "type", "checked"})
FOLDED = str.maketrans({"‘": "'", "’": "'", "“": "'", "”": "'", '"': "'", "–": "--", "—": "---", "…": "..."})
"""Straight signs for those that the language of a text asks for."""


class Piece(NamedTuple):
    """A start tag with its attributes, an end tag, whose name begins with /, or a text, whose name is empty."""

    name: str
    words: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, attribute: str) -> str:
        """Return the value of an attribute; empty where there is none."""
        return dict(self.attributes).get(attribute, "")


class StructureReader(HTMLParser):
    """Collects the pieces of what it is fed."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add a start tag with the attributes that carry meaning."""
        self.verbatim += tag in {"pre", "code"}
        found = {name: value or "" for name, value in attrs}
        side, language = (re.search(name, found.get("class", "")) for name in (r"(?<=align-)\w+", r"language-\S+"))
        kept = {name: value for name, value in found.items() if name in KEPT}
        kept |= ({"align": side[0]} if side else {}) | ({"class": language[0]} if language else {})
        if tag != "div":
            self.pieces.append(Piece(rename(tag), attributes=tuple(sorted(kept.items()))))

    def handle_endtag(self, tag: str) -> None:
        """Add an end tag."""
        self.verbatim -= tag in {"pre", "code"}
        if tag not in VOID | {"div"}:
            self.pieces.append(Piece(f"/{rename(tag)}"))

    def handle_data(self, data: str) -> None:
        """Add a text; outside of code with straight signs and single spaces."""
        words = data if self.verbatim else re.sub(r"[ \n]+", " ", data.translate(FOLDED))
        self.pieces.append(Piece("", words))


def rename(tag: str) -> str:
    """Return one name for all levels of headings, and for both elements of what is struck through."""
    return {"del": "s"}.get(tag, "heading" if re.fullmatch("h[1-6]", tag) else tag)


def read_structure(html: str) -> list[Piece]:
    """Return the pieces of *html*."""
    reader = StructureReader()
    reader.feed(html)
    reader.close()
    return tidy(reader.pieces)


def tidy(pieces: Sequence[Piece]) -> list[Piece]:
    """Return *pieces* with neighbouring texts as one, and without spaces at the edges of blocks."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not piece.name and not joined[-1].name:
            joined[-1] = Piece("", joined[-1].words + piece.words)
        else:
            joined.append(piece)
    ends = [Piece("/p"), *joined, Piece("p")]
    trimmed = [trim(before, piece, after) for before, piece, after in zip(ends, joined, ends[2:], strict=False)]
    return [piece for piece in trimmed if piece.name or piece.words]


def trim(before: Piece, piece: Piece, after: Piece) -> Piece:
    """Return a text without spaces beside the edge of a block; code keeps all of its own."""
    if piece.name or before.name == "code":
        return piece
    words = piece.words.lstrip(" \n") if before.name.strip("/") in BLOCKS else piece.words
    return Piece("", words.rstrip(" \n") if after.name.strip("/") in BLOCKS else words)


def words_of(pieces: Sequence[Piece]) -> str:
    """Return all texts of *pieces* as one."""
    return "".join(piece.words for piece in pieces)
