"""Where the words of one block stand in its Markdown: its inline tokens, walked along its content."""

import re
from collections.abc import Callable, Collection, Sequence
from enum import Enum
from typing import NamedTuple

from markdown_it.common.utils import unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from blog.text.markdown.components.figures import picture_key
from blog.text.markdown.tasks import SIGNS, TASK

LINE_END = re.compile(r"[ \t]*\\?\n\s*")
TITLE_PIECE = re.compile(r"\\[!-/:-@\[-`{-~]|&#?\w{1,31};|.", re.DOTALL)
SPACES = re.compile(r"\s*")
BOXES = tuple(SIGNS.values())


class CharacterKind(Enum):
    """What can be done with a character."""

    WORD = "stands in the Markdown"
    NOTE = "belongs to the number of a note"
    FIXED = "is shown by the page, and stands nowhere in the Markdown"
    GAP = "comes before each block, and has its bounds"


class SourceCharacter(NamedTuple):
    """One character that readers see, and the part of the Markdown from which it comes."""

    sign: str
    start: int = -1
    end: int = -1
    kind: CharacterKind = CharacterKind.WORD


GAP = SourceCharacter("\n", kind=CharacterKind.GAP)


class Placed(NamedTuple):
    """The content of a block as the parser has it; *spans* say where each of its characters stands in the Markdown."""

    content: str
    spans: Sequence[tuple[int, int]]


class InlineWalk:
    """Walks along the content of one block and collects its characters."""

    def __init__(self, placed: Placed, pictures: Collection[str]) -> None:
        self.content, self.spans = placed
        self.pictures = pictures
        self.place = 0
        self.characters: list[SourceCharacter] = []

    def read(self, tokens: Sequence[Token]) -> None:
        """Collect the characters of *tokens*, which follow each other from the present place on."""
        for token in tokens:
            READERS.get(token.type, InlineWalk.skip_mark)(self, token)

    def skip_mark(self, token: Token) -> None:
        """Go on behind the signs that begin or end emphasis."""
        self.place += len(token.markup)

    def open_link(self, _token: Token) -> None:
        """Go on behind the bracket that begins a link."""
        self.place += 1

    def close_link(self, token: Token) -> None:
        """Go on behind the end of a link, its address included."""
        if token.markup == "autolink":
            self.place += 1
        else:
            self.skip_target()

    def read_text(self, token: Token) -> None:
        """Collect words; the box of a task stands for its brackets."""
        words = token.content
        task = TASK.match(self.content, self.place) if words.startswith(BOXES) else None
        if task:
            self.place, words = task.end(), words[len(BOXES[0]) :]
        found = self.content.find(words, self.place)
        if found < 0:
            self.characters += fixed_letters(words)
            return
        self.characters += [SourceCharacter(sign, *self.spans[at]) for at, sign in enumerate(words, found)]
        self.place = found + len(words)

    def read_special(self, token: Token) -> None:
        """Collect a character that is written as an escape or an entity."""
        end = self.place + len(token.markup)
        self.characters += [SourceCharacter(sign, *self.span(self.place, end)) for sign in token.content]
        self.place = end

    def read_line_end(self, _token: Token) -> None:
        """Collect the end of a line, with the spaces around it and the marks of lists and quotes behind it."""
        if match := LINE_END.match(self.content, self.place):
            start, end = self.span(*match.span())
            following = self.spans[match.end()][0] if match.end() < len(self.spans) else end
            self.characters.append(SourceCharacter("\n", start, following))
            self.place = match.end()

    def read_code(self, token: Token) -> None:
        """Collect code between backticks."""
        self.place += len(token.markup)
        end = self.content.find(token.markup, self.place + len(token.content))
        found = self.content[self.place : end].replace("\n", " ").find(token.content)
        self.characters += [
            SourceCharacter(sign, *self.spans[self.place + found + at]) for at, sign in enumerate(token.content)
        ]
        self.place = end + len(token.markup)

    def read_image(self, token: Token) -> None:
        """Collect the alternative text of an image of another site; pictures of ours show none."""
        self.place += len("![")
        if picture_key(token) in self.pictures:
            self.place += len(token.content)
        else:
            self.read(token.children or [])
        self.skip_target()

    def read_caption(self, image: Token) -> None:
        """Collect the caption of a picture of ours that stands alone: the title behind its address."""
        caption = str(image.attrGet("title") or "")
        self.place = self.content.find(f"![{image.content}](", self.place)
        title = find_title(self.content, self.place + len(image.content) + 3) if self.place >= 0 else None
        pieces = TITLE_PIECE.finditer(self.content, *title[0]) if title else ()
        found = [SourceCharacter(sign, *self.span(*piece.span())) for piece in pieces for sign in unescapeAll(piece[0])]
        is_found = "".join(character.sign for character in found) == caption
        self.characters += found if is_found else fixed_letters(caption)
        self.place = title[1] if title else 0

    def read_note(self, token: Token) -> None:
        """Collect the number of a note, which stands for [^its name]."""
        end = self.content.index("]", self.place) + 1
        span = self.span(self.place, end)
        self.characters += [SourceCharacter(sign, *span, CharacterKind.NOTE) for sign in str(token.meta["id"] + 1)]
        self.place = end

    def skip_target(self) -> None:
        """Go on behind the address of a link or image: "](...)", "][name]", "[]" or "]"."""
        self.place += 1
        following = self.content[self.place : self.place + 1]
        target = self.find_target_end() if following == "(" else -1
        if target >= 0:
            self.place = target
        elif following == "[":
            self.place = self.content.index("]", self.place) + 1

    def find_target_end(self) -> int:
        """Return where "(address "title")" ends at the present place; -1 where there is none."""
        title = find_title(self.content, self.place)
        end = title[1] if title else -1
        return end + 1 if end >= 0 and self.content[end : end + 1] == ")" else -1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the content from *start* to *end* stands in the Markdown."""
        return self.spans[start][0], self.spans[end - 1][1]


READERS: dict[str, Callable[[InlineWalk, Token], None]] = {
    "text": InlineWalk.read_text,
    "text_special": InlineWalk.read_special,
    "softbreak": InlineWalk.read_line_end,
    "hardbreak": InlineWalk.read_line_end,
    "code_inline": InlineWalk.read_code,
    "image": InlineWalk.read_image,
    "link_open": InlineWalk.open_link,
    "link_close": InlineWalk.close_link,
    "footnote_ref": InlineWalk.read_note,
}


def fixed_letters(words: str) -> list[SourceCharacter]:
    """Return characters that stand nowhere in the Markdown."""
    return [SourceCharacter(sign, kind=CharacterKind.FIXED) for sign in words]


def find_title(content: str, opening: int) -> tuple[tuple[int, int], int] | None:
    """Return where the title behind an address stands, marks excluded, and where both end; None of no address."""
    address = parseLinkDestination(content, skip_spaces(content, opening + 1), len(content))
    if not address.ok:
        return None
    start = skip_spaces(content, address.pos)
    title = parseLinkTitle(content, start, len(content))
    if not title.ok or start == address.pos:
        return (start, start), start
    return (start + 1, title.pos - 1), skip_spaces(content, title.pos)


def skip_spaces(content: str, place: int) -> int:
    """Return where the spaces at *place* end."""
    return SPACES.match(content, place).end()  # type: ignore[union-attr]
