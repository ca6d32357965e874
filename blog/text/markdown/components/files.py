"""Files of the library in a text: cards with size and player, and links amid words with what they lead to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

FILE_ADDRESS = re.compile(r"file:([0-9a-f]{32})")
FILE_LINK = re.compile(r"\]\(\s*<?file:([0-9a-f]{32})")


@dataclass(frozen=True)
class InlineFile:
    """What a body needs to know of a file: its addresses on this site, and words in the language of the article."""

    key: str
    path: str
    """Stays when the file is replaced."""
    version_path: str
    """Of the present version, whose bytes never change."""
    title: str
    facts: str
    """Kind and size, and duration of sound, such as "PDF, 2.4 MB"."""
    kind: str = ""
    description: str = ""
    is_sound: bool = False
    transcript_url: str = ""
    transcript_label: str = ""


def find_file_keys(text: str) -> set[str]:
    """Return the keys of the files that the Markdown *text* links to, whether they exist or not."""
    return set(FILE_LINK.findall(text))


def file_key(address: object) -> str:
    """Return the key of the file that *address* names; "" for any other address."""
    found = FILE_ADDRESS.fullmatch(str(address))
    return found[1] if found else ""


def link_files(state: StateCore) -> None:
    """Let links to files lead to them and say what they are; of an unknown file the words alone stay."""
    files: Mapping[str, InlineFile] | None = state.env.get("files")
    if files is not None:
        for block in state.tokens:
            if block.children and any(child.type == "link_open" for child in block.children):
                block.children = list(link_children(block.children, files))


def link_children(children: Sequence[Token], files: Mapping[str, InlineFile]) -> Iterator[Token]:
    """Yield *children* with the links to *files* resolved."""
    key, file = "", None
    for child in children:
        if child.type == "link_open":
            key = file_key(child.attrGet("href"))
            file = files.get(key)
        if not key or child.type not in {"link_open", "link_close"}:
            yield child
        elif file and child.type == "link_open":
            child.attrSet("href", file.path)
            child.attrSet("class", "file-link")
            yield child
        elif file:
            yield from (child, Token("file_facts", "", 0, content=file.facts))


def draw_file_facts(facts: str) -> str:
    """Return what stands behind a link to a file."""
    return f' <span class="file-facts">({escape(facts)})</span>'


def draw_file_card(file: InlineFile, *, is_titled: bool) -> str:
    """Return the start of the card of *file*, up to the words of its link."""
    classes = "file file--sound" if file.is_sound else "file"
    words = "" if is_titled else escape(file.title)
    return f'<figure class="{classes}"><a class="file__link" href="{escape(file.path)}">{words}'


def draw_file_card_end(file: InlineFile, *, has_text: bool) -> str:
    """Return the end of the card: what the file is, the player of a recording, the way to its words.

    The file's own description stands where the author wrote none (*has_text*).
    """
    parts = [f'<span class="file__facts">{escape(file.facts)}</span>']
    if file.is_sound:
        source = f'src="{escape(file.version_path)}" aria-label="{escape(file.title)}"'
        parts.append(f'<audio class="file__player" controls preload="none" {source}></audio>')
    if file.description and not has_text:
        parts.append(f'<p class="file__description">{escape(file.description)}</p>')
    if file.transcript_url:
        link = f'<a href="{escape(file.transcript_url)}">{escape(file.transcript_label)}</a>'
        parts.append(f'<p class="file__transcript">{link}</p>')
    return "\n".join([*parts, "</figure>\n"])
