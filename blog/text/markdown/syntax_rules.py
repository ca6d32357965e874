"""Rules and renderers that this blog adds to CommonMark: links, headings, tables, tasks, footnotes, components."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import takewhile
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from blog.text.markdown.block_transforms import convert_pull_quotes
from blog.text.markdown.components.attributes import read_attributes
from blog.text.markdown.components.buttons import convert_buttons
from blog.text.markdown.components.cards.card_tokens import convert_cards, draw_card, draw_card_end
from blog.text.markdown.components.figures import draw_picture, picture_key, read_alt
from blog.text.markdown.components.files import draw_file_facts, file_key, link_files
from blog.text.markdown.components.galleries import arrange_galleries, draw_container, draw_container_end
from blog.text.markdown.components.picture_rows import convert_figures, draw_standalone_picture
from blog.text.markdown.components.questions import wrap_questions
from blog.text.markdown.headings import drop_empty_headings, level_headings, name_headings
from blog.text.markdown.tasks import mark_tasks

ALLOWED_LINK = re.compile(
    r"(?:https?://|mailto:|tel:|picture:|/(?![/\\])|[#?]|[\w.%~!$&'()*+,;=-]+(?:[/?#]|$)|$)",
    re.IGNORECASE,
)
"""The first part of a relative path has no colon (RFC 3986 4.2), and here no @, which is that of a mail address."""
NO_PERCENT = "\ufdd0"
"""A noncharacter in place of the percent sign: no text holds one."""
ENCODED_LETTERS = re.compile(r"(?:%[89a-f][0-9a-f])+", re.IGNORECASE)
EXTERNAL_LINK = re.compile(r"https?:", re.IGNORECASE)
DASHES = re.compile(r"(?<!-)(-{2,3})(?!-)")
MAX_NAME_LENGTH = 100
ALIGNMENTS = {f"text-align:{side}": f"align-{side}" for side in ("left", "center", "right")}


def add_rules(parser: MarkdownIt) -> MarkdownIt:
    """Add footnotes and the rules of this module to *parser*, and return it."""
    parser.use(footnote_plugin, inline=False)
    parser.validateLink = is_allowed_link  # type: ignore[method-assign, assignment]
    parser.normalizeLinkText = show_address  # type: ignore[method-assign, assignment]
    for early in (convert_pull_quotes, convert_cards):
        parser.core.ruler.before("inline", early.__name__, early)
    parser.core.ruler.after("inline", read_attributes.__name__, read_attributes)
    for rule in LATE_RULES:
        parser.core.ruler.push(rule.__name__, rule)
    for name, draw in RENDERERS:
        parser.add_render_rule(name, lambda self, *arguments, draw=draw: draw(*arguments))
    return parser


def is_allowed_link(address: str) -> bool:
    """Return whether an address may be linked: http, https, mailto, tel, a path or file of this site, or none yet."""
    return bool(ALLOWED_LINK.match(address.strip()) or file_key(address.strip()))


def show_address(address: str) -> str:
    """Return an address as readers see it: as it was written, but for letters of other alphabets, which are decoded.

    What is encoded else stays so: a space, a quotation mark or a sign that turns the direction of words could deceive.
    """
    shown = normalizeLinkText(address.replace("%", NO_PERCENT)).replace(NO_PERCENT, "%")
    return ENCODED_LETTERS.sub(decode_letters, shown)


def decode_letters(encoded: re.Match[str]) -> str:
    """Return the letters and digits that bytes stand for (RFC 3986 2.1), or the bytes where they are anything else."""
    words = unquote(encoded[0], errors="replace")
    return words if all(unicodedata.category(sign)[0] in "LMN" for sign in words) else encoded[0]


def mark_links(state: StateCore) -> None:
    """Tell browsers which links leave the site; a page opened from one learns nothing of the opener."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "link_open" and EXTERNAL_LINK.match(str(token.attrGet("href"))):
                token.attrSet("rel", "noopener external")


def mark_tables(state: StateCore) -> None:
    """Wrap tables and code so that a narrow screen scrolls them, also by keyboard; no inline style stays."""
    marked: list[Token] = []
    for at, token in enumerate(state.tokens):
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type in {"th_open", "td_open"} and (style := token.attrs.pop("style", None)):
            token.attrSet("class", ALIGNMENTS[str(style)])
        if token.type == "table_open":
            scrolled = scroll_box(state.tokens[index] for index in range(at, len(state.tokens)))
            marked.append(Token("scroll_open", "div", 1, attrs=scrolled, map=token.map, block=True))
        marked.append(token)
        if token.type == "table_close":
            marked.append(Token("scroll_close", "div", -1, block=True))
    state.tokens = marked


def scroll_box(tokens: Iterable[Token]) -> dict[str, str | int | float]:
    """Return the attributes of the box in which the table with which *tokens* begin scrolls.

    What takes the focus needs a name; the heads of the columns are one in the table's own language.
    """
    head = takewhile(lambda token: token.type != "thead_close", tokens)
    names = ", ".join(filter(None, ("".join(map(read_label, token.children or ())) for token in head)))
    name = names if len(names) <= MAX_NAME_LENGTH else f"{names[:MAX_NAME_LENGTH].rstrip(', ')} …"
    return {"class": "table-scroll", "tabindex": "0", **({"role": "region", "aria-label": name} if name else {})}


def read_label(token: Token) -> str:
    """Return what one inline token adds to a name."""
    return token.content if token.type in {"text", "code_inline"} else ""


def replace_dashes(state: StateCore) -> None:
    """Turn -- into an en dash, --- into an em dash and ... into an ellipsis, outside code and addresses."""
    for block in state.tokens:
        is_address = False
        for token in block.children or ():
            if token.type in {"link_open", "link_close"}:
                is_address = token.type == "link_open" and token.info == "auto"
            if token.type == "text" and not is_address:
                dashed = DASHES.sub(lambda found: "–—"[len(found[1]) - 2], token.content)
                token.content = dashed.replace("...", "…")


def draw_inline_picture(tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
    """Return a picture amid text, or the alternative text of an image that is none of ours."""
    image = tokens[at]
    picture = env["pictures"].get(picture_key(image))
    if picture is None:
        return escape(read_alt(image))
    return draw_picture(picture, read_alt(image))


def draw_fence(tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Return a fenced block of code that the keyboard can scroll."""
    return RendererHTML().fence(tokens, at, options, env).replace("<pre>", '<pre tabindex="0">', 1)


def draw_code(tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Return an indented block of code that the keyboard can scroll."""
    return RendererHTML().code_block(tokens, at, options, env).replace("<pre>", '<pre tabindex="0">', 1)


def draw_note_ref(tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """Return the raised number that leads to a note."""
    number, use = tokens[at].meta["id"] + 1, tokens[at].meta["subId"] + 1
    link = f'<a class="note-link" href="#note-{number}" id="note-from-{number}-{use}">{number}</a>'
    return f'<sup class="note-ref">{link}</sup>'


def draw_note(tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """Return the start of a note."""
    return f'<li class="note" id="note-{tokens[at].meta["id"] + 1}">'


def draw_note_back(tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """Return the link from a note back to where it is used."""
    number, use = tokens[at].meta["id"] + 1, tokens[at].meta["subId"] + 1
    return f' <a class="note-back" href="#note-from-{number}-{use}">↩\ufe0e</a>'


LATE_RULES = (
    drop_empty_headings,
    wrap_questions,
    level_headings,
    name_headings,
    link_files,
    mark_links,
    mark_tables,
    mark_tasks,
    replace_dashes,
    convert_figures,
    convert_buttons,
    arrange_galleries,
)
RENDERERS: tuple[tuple[str, Callable[..., str]], ...] = (
    ("image", draw_inline_picture),
    ("fence", draw_fence),
    ("code_block", draw_code),
    ("attributes", lambda *_: ""),
    ("figure", lambda tokens, at, _options, env: draw_standalone_picture(tokens[at], env["pictures"])),
    ("card_open", lambda tokens, at, _options, env: draw_card(tokens[at].meta["card"], env)),
    ("file_facts", lambda tokens, at, *_: draw_file_facts(tokens[at].content)),
    ("card_link_close", lambda *_: "</a>\n"),
    ("card_close", lambda tokens, at, _options, env: draw_card_end(tokens[at], env)),
    ("container_open", lambda tokens, at, *_: draw_container(tokens[at])),
    ("container_close", lambda tokens, at, *_: draw_container_end(tokens[at])),
    ("footnote_ref", draw_note_ref),
    ("footnote_block_open", lambda *_: '<div class="notes" role="doc-endnotes">\n<ol>\n'),
    ("footnote_block_close", lambda *_: "</ol>\n</div>\n"),
    ("footnote_open", draw_note),
    ("footnote_anchor", draw_note_back),
)
