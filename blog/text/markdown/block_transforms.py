"""Block rules that run before inline parsing: lists, underlined headings and pull quotes."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.lheading import lheading
from markdown_it.rules_block.list import list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

PULL = re.compile(r"\[!pull\](?:[ \t]*\n|[ \t]+|$)", re.IGNORECASE)
SPEAKER = re.compile(r"(?:^|\n)(?:-{2,3}|[–—])[ \t]+(\S[^\n]*)$")
EMPTY_ITEM = re.compile(r"(?:[-*+]|1[.)])[ \t]*")
"""What a list looks like while one types it."""


def extend_blocks(parser: MarkdownIt) -> MarkdownIt:
    """Teach *parser* the rules for lists and headings, and return it."""
    parser.block.ruler.at("list", read_list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("lheading", read_underlined)
    return parser


def read_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # markdown-it calls it so
    """Read a list as CommonMark does (5.3); within one an empty item needs no empty line before it."""
    is_asked = silent and state.parentType == "paragraph" and state.listIndent >= 0
    if is_asked and EMPTY_ITEM.fullmatch(line_of(state, start)):
        return not state.is_code_block(start)
    return list_block(state, start, end, silent)


def read_underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read words and the line under them as a heading (4.3); a single hyphen is the beginning of an item."""
    if not lheading(state, start, end, silent):
        return False
    if line_of(state, state.line - 1).strip() != "-":
        return True
    del state.tokens[-3:]
    state.line = start
    return False


def line_of(state: StateBlock, number: int) -> str:
    """Return a line without what stands before it in lists and quotes."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def convert_pull_quotes(state: StateCore) -> None:
    """Make a quote that starts with [!pull] into a pull quote; a last line that starts with -- names the speaker."""
    lifted: list[Token] = []
    opened: list[Token | None] = []
    for place, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            is_pull = remove_marker(state.tokens, place)
            opened.append(token if is_pull else None)
            if is_pull:
                lifted.append(Token("pull_open", "figure", 1, attrs={"class": "pull"}, map=token.map, block=True))
        lifted.append(token)
        if token.type == "blockquote_close" and opened.pop() is not None:
            lifted[-1:] = [*close_pull_quote(lifted), Token("pull_close", "figure", -1, block=True)]
    state.tokens = lifted


def remove_marker(tokens: list[Token], place: int) -> bool:
    """Take the mark from the quote that opens at *place*; return whether there was one, and words behind it."""
    following = tokens[place + 1 : place + 5]
    if [token.type for token in following[:3]] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    found = PULL.match(following[1].content)
    rest = following[1].content[found.end() :] if found else ""
    is_alone = not rest.strip()
    if not found or (is_alone and following[3].type == "blockquote_close"):
        return False
    following[1].content = rest
    following[0].hidden = following[2].hidden = following[0].hidden or is_alone
    return True


def close_pull_quote(lifted: list[Token]) -> list[Token]:
    """Return the end of the quote that closes *lifted*, and its speaker if its last paragraph names one."""
    close, last = lifted[-1], lifted[-4:-1]
    found = SPEAKER.search(last[1].content) if last[2].type == "paragraph_close" else None
    is_alone = found is not None and found.start() == 0
    if not found or (is_alone and lifted[-5].type == "blockquote_open"):
        return [close]
    last[1].content = last[1].content[: found.start()]
    last[0].hidden = last[2].hidden = last[0].hidden or is_alone
    name = Token("inline", "", 0, content=found[1], children=[], level=1)
    return [
        close,
        Token("speaker_open", "figcaption", 1, block=True),
        name,
        Token("speaker_close", "figcaption", -1, block=True),
    ]
