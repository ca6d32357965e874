"""Each character that readers see of a Markdown text, with the part of the text from which it comes."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from blog.text.markdown import InlinePicture
from blog.text.markdown.components.figures import picture_key
from blog.text.markdown.components.picture_rows import find_picture_lines
from blog.text.markdown.rendering import make_parser
from blog.text.wording.content_places import ContentPlaces
from blog.text.wording.source_characters import GAP, InlineWalk, Placed, SourceCharacter, fixed_letters

CELLS = {"th_open", "td_open"}
CODE = {"fence", "code_block"}
RULES = [
    "normalize",
    "block",
    "convert_pull_quotes",
    "convert_cards",
    "inline",
    "read_attributes",
    "footnote_tail",
    "drop_empty_headings",
    "mark_tasks",
]
"""Those that decide which words are shown; without the others each token still says how it was written."""


def map_source(text: str, pictures: Mapping[str, InlinePicture] | None = None) -> list[SourceCharacter]:
    """Return the characters that readers see of the Markdown *text*, in their order, before quotes and dashes are set.

    Between two blocks stands a gap. Credits of *pictures* and names of other
    sites are characters that stand nowhere in the text.
    """
    shown = dict(pictures or {})
    tokens = WORDS_ONLY.parse(text, {"pictures": shown})
    places = ContentPlaces(text)
    characters: list[SourceCharacter] = []
    for before, token in pairwise([Token("", "", 0), *tokens]):
        places.enter(token)
        characters += read_block(before, token, places, shown)
    return characters


def read_block(
    before: Token, token: Token, places: ContentPlaces, pictures: Mapping[str, InlinePicture]
) -> list[SourceCharacter]:
    """Return the characters of one token of a block and the gap before them; none of mere structure."""
    if token.type in CODE:
        placed = places.place_code(token)
        return [bounds(placed), *read_code(placed)]
    if token.type == "card_open":
        card = token.meta["card"]
        return [GAP, *([] if card.title else fixed_letters(card.fallback_title))]
    if token.type == "card_close":
        return [GAP, *fixed_letters(token.info)]
    if token.type != "inline":
        return []
    placed = places.place_cell(token.content) if before.type in CELLS else places.place_words(token.content)
    return [bounds(placed), *read_inline(token, placed, pictures)]


def bounds(placed: Placed) -> SourceCharacter:
    """Return the gap before a block, with the bounds of the block in the source."""
    return GAP._replace(start=placed.spans[0][0], end=placed.spans[-1][1]) if placed.spans else GAP


def read_code(placed: Placed) -> list[SourceCharacter]:
    """Return the characters of a block of code."""
    return [SourceCharacter(sign, *span) for sign, span in zip(placed.content, placed.spans, strict=False)]


def read_inline(token: Token, placed: Placed, pictures: Mapping[str, InlinePicture]) -> list[SourceCharacter]:
    """Return the characters of the words of one block; pictures that stand alone show their captions and credits."""
    children = token.children or []
    images = [image for line in find_picture_lines(children, pictures) for image in line]
    if token.content and not placed.spans:
        return fixed_letters("".join(child.content for child in children))
    walk = InlineWalk(placed, pictures)
    if images:
        return read_captions(walk, images, pictures)
    walk.read(children)
    return walk.characters


def read_captions(
    walk: InlineWalk, images: Sequence[Token], pictures: Mapping[str, InlinePicture]
) -> list[SourceCharacter]:
    """Return the captions and credits of pictures that stand alone."""
    characters: list[SourceCharacter] = []
    for image in images:
        walk.characters = []
        walk.read_caption(image)
        characters += [*walk.characters, GAP, *fixed_letters(pictures[picture_key(image)].credit), GAP]
    return characters


def make_words_parser() -> MarkdownIt:
    """Return the parser of articles without typography and addresses made links."""
    parser: Any = make_parser()
    parser.options["linkify"] = False
    parser.core.ruler.enableOnly(RULES)
    return parser  # type: ignore[no-any-return]


WORDS_ONLY = make_words_parser()
