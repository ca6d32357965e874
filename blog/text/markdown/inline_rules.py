"""How the words of one block are read: bounded in time, bare addresses as links, emphasis, quotes of the language."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from linkify_it import LinkifyIt
from linkify_it.ucre import SRC_PSEUDO_LETTER
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, strikethrough
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from blog.text.quotation_marks import ENGLISH
from blog.text.smart_quotes import QUOTE, find_marks, is_unspaced, smarten

MAX_SIGNS = {"://": 300, "[": 500, "*": 1_000, **dict.fromkeys("]()_~`\"'<>!&|\\", 2_000)}
"""Signs of each kind in one block: the parser's time grows with their square, and prose has far fewer."""
MAX_OPEN_BRACKETS = 100
"""Brackets in one block that begin no link."""
MAX_OPEN_IN_TEXT = 2_000
"""Such brackets in a whole text; beyond them a block may have ten."""
PLAIN_WORDS = re.compile(r"(?:[^\W_]|[ ,.;])*")
"""What has no sign in it: most cells of tables."""
LONG_RUN = re.compile("~{3,}")
MAX_ADDRESSES = 100
"""Bare addresses in one block; looking for more takes a time that grows with their square."""
MAIL = re.compile(r"[^\s@:/]+@[^\s!-,/:-@\[-`{-~]+")
"""An e-mail address with a host without signs other than dots and hyphens."""
CHAT_SCHEMES = frozenset({"xmpp", "sip", "sips", "im"})
"""Schemes of addresses that look like those of e-mail."""
STANDS_FOR = {
    **dict.fromkeys(("text", "text_special", "code_inline", "image"), "\ufffc"),
    "softbreak": "\n",
    "hardbreak": "\n",
    "footnote_ref": ".",
}
"""What stands beside quotes for a token without words of its own; an address and an escaped quote are objects."""
TOP_LEVEL = rf"(?!\d){SRC_PSEUDO_LETTER}{{2,63}}"
"""Any last part of a host name, such as berlin or бел: the list of linkify-it is that of 2010."""
MARKED = ("http://", "https://", "mailto:", "www.")


class MarkedLinks(LinkifyIt):
    """Finds addresses that say what they are: http(s)://, www. and e-mail (GFM 6.9); example.org alone stays text."""

    def __init__(self) -> None:
        super().__init__()
        self.tlds([TOP_LEVEL])

    def match(self, text: str) -> list[Any] | None:
        """Return the addresses in *text*, or None; none where there are more than MAX_ADDRESSES."""
        lower = text.lower()
        if not 0 < sum(lower.count(sign) for sign in ("://", "@", "www.")) <= MAX_ADDRESSES:
            return None
        found = [part_mail(link) for link in super().match(text) or []]
        for link in found:
            if link.text.lower().startswith("www."):
                link.url = f"https://{link.text}"
        return [link for link in found if says_what_it_is(link.text)] or None


def part_mail(link: Any) -> Any:
    """Return *link* without the words before an e-mail address that has no space before it, as in "Mail:a@b.org"."""
    before, colon, address = link.text.rpartition(":")
    if "@" in address and colon and not link.text.lower().startswith(MARKED) and before.lower() not in CHAT_SCHEMES:
        link.index += len(before + colon)
        link.text, link.url = address, f"mailto:{address}"
    return link


def says_what_it_is(address: str) -> bool:
    """Return whether a found *address* begins with what makes it a link, or is one of e-mail."""
    return address.lower().startswith(MARKED) or MAIL.fullmatch(address) is not None


def extend_inline(parser: MarkdownIt) -> MarkdownIt:
    """Teach *parser* the rules of this module, and return it."""
    parser.linkify = MarkedLinks()
    parser.enable("linkify")
    parser.core.ruler.at("inline", read_blocks)
    parser.inline.ruler.at("emphasis", read_emphasis)
    parser.inline.ruler.at("strikethrough", read_strikethrough)
    parser.core.ruler.at("smartquotes", set_quotes)
    return parser


def is_intricate(content: str, open_before: int = 0) -> bool:
    """Return whether one block holds more signs of one kind than any prose, table cell or listing.

    *open_before* is how many brackets that begin no link stood in the blocks before it.
    """
    opened = count_open(content)
    is_full = len(content) > 500 and any(content.count(sign) > limit for sign, limit in MAX_SIGNS.items())
    return is_full or opened > (10 if open_before > MAX_OPEN_IN_TEXT else MAX_OPEN_BRACKETS)


def count_open(content: str) -> int:
    """Return how many brackets of *content* begin no link."""
    return max(0, content.count("[") - content.count("]("))


def read_blocks(state: StateCore) -> None:
    """Read the words of each block; those of an intricate block stay as they were typed, and its token says so."""
    opened = 0
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        is_raw = is_intricate(token.content, opened)
        opened += count_open(token.content)
        if is_raw:
            token.meta = {**token.meta, "is_intricate": True}
        if is_raw or PLAIN_WORDS.fullmatch(token.content):
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def read_emphasis(state: StateInline, silent: bool) -> bool:  # markdown-it calls it so
    """Read a run of * or _ as CommonMark does (6.2), and as a mark also where punctuation parts it from a letter.

    CommonMark leaves the stars of "**Place:**Berlin" and of quotation marks
    amid Chinese as they are typed: the inner side is punctuation, the outer a
    letter. Here closing punctuation may end, and opening punctuation begin,
    what ** marks; a single * may stand for a note and keeps the strict rule,
    but for words without spaces between them, and none between digits, as in 3*4.
    """
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1] if state.pos else " "
    end = state.pos + scanned.length
    after = state.src[end] if end < state.posMax else " "
    if scanned.length == 1 and marker == "*" and before.isdecimal() and after.isdecimal():
        return False
    is_loose = marker == "*" and (scanned.length > 1 or is_unspaced(before) or is_unspaced(after))
    can_open = scanned.can_open or (is_loose and before.isalnum() and opens(after))
    can_close = scanned.can_close or (is_loose and after.isalnum() and closes(before))
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, can_open, can_close))
    state.pos = end
    return True


def read_strikethrough(state: StateInline, silent: bool) -> bool:
    """Read ~~ as a mark of what no longer holds, and a run of three or more as signs (GFM 6.5)."""
    run = LONG_RUN.match(state.src, state.pos)
    if run is None or silent:
        return strikethrough.tokenize(state, silent)
    state.push("text", "", 0).content = run[0]
    state.pos = run.end()
    return True


def opens(sign: str) -> bool:
    """Return whether *sign* is punctuation before words: an opening bracket or a quotation mark."""
    return unicodedata.category(sign) in {"Ps", "Pi"} or sign in "\"'"


def closes(sign: str) -> bool:
    """Return whether *sign* is punctuation after words."""
    return unicodedata.category(sign) in {"Pe", "Pf", "Po"} and sign not in "*@#&%\\"


def set_quotes(state: StateCore) -> None:
    """Set straight quotes of words and captions as the language writes them: env["marks"], or else English ones."""
    marks = state.env.get("marks", ENGLISH)
    for block in state.tokens:
        if not QUOTE.search(block.content) or block.meta.get("is_intricate"):
            continue
        children = block.children or []
        words = read_around(children)
        found = find_marks("".join(words), marks)
        at = 0
        for token, shown in zip(children, words, strict=True):
            if token.type == "text" and shown == token.content:
                token.content = "".join(found.get(place, sign) for place, sign in enumerate(shown, at))
            elif token.type == "image" and (caption := token.attrGet("title")):
                token.attrSet("title", smarten(str(caption), marks))
            at += len(shown)


def read_around(tokens: Sequence[Token]) -> list[str]:
    """Return for each token of a block what stands there for quotes beside it: words, a space, a sign, or nothing."""
    words, is_address = [], False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            is_address = token.type == "link_open" and token.info == "auto"
        is_words = token.type == "text" and not (is_address and QUOTE.search(token.content))
        is_sign = token.type == "text_special" and not QUOTE.search(token.content)
        words.append(token.content if is_words or is_sign else STANDS_FOR.get(token.type, ""))
    return words
