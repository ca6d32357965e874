"""What our Markdown does otherwise than CommonMark and GFM on purpose; docs/markdown.md says why, by the same names.

Each difference changes the structure that a specification expects into the
one that we mean, so that its examples still hold all the rest.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from audits.html_structure import FOLDED, Piece, words_of

ALLOWED_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
BARE = re.compile(r"https://[\w./]+\w|\w+@[\w.]+\w")
TAG = re.compile(r"<[a-zA-Z/!?][^>]*>?")
Pieces = Sequence[Piece]


class Example(NamedTuple):
    """One example of a specification: Markdown, and the HTML that it expects."""

    spec: str
    section: str
    number: int
    markdown: str
    html: str


def show_words_of_images(_example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield the alternative text for each image."""
    for piece in pieces:
        yield Piece("", piece.get("alt").translate(FOLDED)) if piece.name == "img" else piece


def refuse_links(example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield a link that we refuse as it was typed."""
    for link, words in split_links(pieces):
        if not link or is_allowed(link):
            yield from (*([link] if link else []), *words, *([Piece("/a")] if link else []))
        elif f"<{link.get('href')}>" in example.markdown:
            yield Piece("", f"<{words_of(words)}>")
        else:
            is_bare = link.get("href") == words_of(words)
            yield Piece("", words_of(words) if is_bare else f"[{words_of(words)}]({link.get('href')})")


def is_allowed(link: Piece) -> bool:
    """Return whether a link leads where ours may: a scheme of the list, no colon in the first part of a path."""
    scheme = urlsplit(link.get("href")).scheme
    return scheme in ALLOWED_SCHEMES and (bool(scheme) or ":" not in link.get("href").partition("/")[0])


def split_links(pieces: Pieces) -> Iterator[tuple[Piece | None, Pieces]]:
    """Yield each link with what is in it, and each piece outside of links with None."""
    link, words = None, []
    for piece in pieces:
        if piece.name == "a":
            link, words = piece, []
        elif piece.name == "/a":
            yield link, words
            link = None
        elif link:
            words.append(piece)
        else:
            yield None, [piece]


def prefer_https(_example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield links to bare www. addresses with https."""
    for piece, words in zip(pieces, [*pieces[1:], Piece("")], strict=False):
        is_bare = piece.name == "a" and words.words.startswith("www.")
        yield make_link(piece.get("href").replace("http://", "https://", 1)) if is_bare else piece


def make_link(address: str) -> Piece:
    """Return the start of a link."""
    return Piece("a", attributes=(("href", address),))


def link_bare_addresses(example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield links for the addresses that CommonMark leaves as text, outside of links and code."""
    verbatim = 0
    for piece in pieces:
        verbatim += {"a": 1, "code": 1, "/a": -1, "/code": -1}.get(piece.name, 0)
        if piece.name or verbatim or example.spec != "CommonMark":
            yield piece
            continue
        at = 0
        for found in BARE.finditer(piece.words):
            yield Piece("", piece.words[at : found.start()])
            at = found.end()
            yield from (make_link("mailto:" * ("@" in found[0]) + found[0]), Piece("", found[0]), Piece("/a"))
        yield Piece("", piece.words[at:])


def draw_tasks(_example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield a sign for each box."""
    for piece in pieces:
        is_done = "checked" in dict(piece.attributes)
        yield Piece("", "☑" if is_done else "☐") if piece.name == "input" else piece


def keep_single_tildes(example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield what single tildes enclose as it was typed."""
    single = set(re.findall(r"(?<!~)~(\w+)~(?!~)", example.markdown))
    for before, piece, after in zip([Piece(""), *pieces], pieces, [*pieces[1:], Piece("")], strict=False):
        if piece.name == "s" and after.words in single:
            yield Piece("", "~")
        else:
            yield Piece("", "~") if piece.name == "/s" and before.words in single else piece


def refuse_language(_example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield code without the name of a language that holds other signs."""
    for piece in pieces:
        is_odd = not re.fullmatch(r"(?:language-[\w+#.-]+)?", piece.get("class"))
        yield Piece(piece.name) if is_odd else piece


def read_loose_marks(_example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield as strong what ** encloses between a letter and a quotation mark."""
    for piece in pieces:
        before, mark, rest = re.sub(r"(?<=\w)\*\*('\w+')\*\*", r"\0\1\0", piece.words).partition("\0")
        inner, _, after = rest.partition("\0")
        yield from (
            [Piece("", before), Piece("strong"), Piece("", inner), Piece("/strong"), Piece("", after)]
            if mark
            else [piece]
        )


def keep_stars_between_digits(example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield what was typed where a star stands between digits."""
    is_product = re.fullmatch(r"\d[\d*]*\d", example.markdown.strip()) is not None
    yield from [Piece("p"), Piece("", example.markdown.strip()), Piece("/p")] if is_product else pieces


def drop_empty_headings(_example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield no heading without words."""
    for before, piece, after in zip([Piece(""), *pieces], pieces, [*pieces[1:], Piece("")], strict=False):
        if "/heading" not in {
            after.name if piece.name == "heading" else "",
            piece.name if before.name == "heading" else "",
        }:
            yield piece


def end_addresses_in_prose(example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield bare addresses of GFM that end before a bracket without a partner, and hold a "&x" at their end."""
    rest = ""
    found = list(split_links(pieces)) if example.spec == "GFM" else [(None, pieces)]
    for (link, words), (_, after) in zip(found, [*found[1:], (None, [Piece("")])], strict=True):
        if not link:
            yield from (Piece(piece.name, piece.words.removeprefix(rest), piece.attributes) for piece in words)
            rest = ""
            continue
        rest = "".join(re.findall(r"^&\w+(?=;)", words_of(after)))
        shown, bracket, more = re.sub(r"(?<=\))\).*$", r"\0\g<0>", words_of(words) + rest).partition("\0")
        yield from (make_link(link.get("href").removesuffix(more) + rest), Piece("", shown), Piece("/a"))
        yield Piece("", more if bracket else "")


def require_two_letters(_example: Example, pieces: Pieces) -> Iterator[Piece]:
    """Yield as text bare mail addresses whose domain ends in a single letter."""
    for link, words in split_links(pieces):
        is_short = link is not None and re.fullmatch(r"[^:]+@.*\.\w", words_of(words))
        yield from (
            *([link] if link and not is_short else []),
            *words,
            *([Piece("/a")] if link and not is_short else []),
        )


DIFFERENCES: Mapping[str, Callable[[Example, Pieces], Iterator[Piece]]] = {
    "Images of other sites": show_words_of_images,
    "Schemes of links": refuse_links,
    "Addresses without a scheme": prefer_https,
    "Bare addresses": link_bare_addresses,
    "Ends of bare addresses": end_addresses_in_prose,
    "Domains of one letter": require_two_letters,
    "Tasks": draw_tasks,
    "One tilde": keep_single_tildes,
    "Names of languages of code": refuse_language,
    "Marks beside punctuation": read_loose_marks,
    "Stars between digits": keep_stars_between_digits,
    "Empty headings": drop_empty_headings,
}


def find_html(example: Example) -> list[str]:
    """Return the tags, comments and declarations that the specification lets through as HTML."""
    return [tag for tag in TAG.findall(example.html) if tag in example.markdown]


def shows_html(example: Example, got: Pieces) -> bool:
    """Return whether readers see every name of HTML that was typed, with none of its elements."""
    shown = words_of(got).lower()
    return all(re.match(r"<\W*\w*", tag)[0].lower().translate(FOLDED) in shown for tag in find_html(example))  # type: ignore[index]
