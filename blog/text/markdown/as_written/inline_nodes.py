"""Inline tokens as JSON of ProseMirror's text and inline nodes, for the rich sheet."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

Node = dict[str, Any]
"""A node or a mark as ProseMirror's Node.toJSON writes it."""
PICTURE_ADDRESS = re.compile(r"picture:([A-Za-z0-9_-]{1,64})")
ADDRESS_SIGN = re.compile(
    r"((?<=https)(?=://):|(?<=http)(?=://):|(?<=www)\.(?=\S)|(?<=[^\s@])@(?=[^\s@]*\.[^\s@]))", re.I
)
"""The sign without which words are no address of the web or of mail."""
MARKS = {"em": "em", "strong": "strong", "s": "strike"}


class Unsupported(Exception):
    """The schema of the sheet has no node for this: its block is shown as source."""


def read_inline(inline: Token, notes: Mapping[str, Sequence[Node]]) -> list[Node]:
    """Return the content of one *inline* token, parsed without text_join, set_quotes and replace_dashes.

    What was escaped or written as an entity, and the end of a line, has the
    mark `literal` with its source, so that it can be written as it was.

    Args:
        inline: the words of a paragraph, heading or cell.
        notes: by label, the content of each footnote that is edited where it is used.

    Raises:
        Unsupported: a picture amid words, or more signs than are read.
    """
    if inline.meta.get("is_intricate"):
        raise Unsupported
    return list(join_alike(read_children(inline.children or [], notes)))


def read_children(children: Sequence[Token], notes: Mapping[str, Sequence[Node]]) -> Iterator[Node]:
    """Yield a node for each token that shows something, with the marks around it."""
    open_marks: list[Node] = []
    for token in children:
        if token.nesting > 0:
            open_marks.append(open_mark(token))
        elif token.nesting < 0:
            open_marks.pop()
        else:
            yield from read_leaf(token, unique(open_marks), notes)


def open_mark(token: Token) -> Node:
    """Return the mark that *token* begins.

    An address that was found in the text has *auto*, how it was written; a link by reference has its *reference*.
    """
    if token.type != "link_open":
        return {"type": MARKS[token.type.removesuffix("_open")]}
    title, label = token.attrGet("title"), token.meta.get("label")
    kind = token.markup if token.info == "auto" else None
    return {"type": "link", "attrs": {"href": token.attrGet("href"), "title": title, "reference": label, "auto": kind}}


def unique(marks: Sequence[Node]) -> list[Node]:
    """Return *marks* without a second one of a kind: emphasis within emphasis is one."""
    return list({mark["type"]: mark for mark in marks}.values())


def read_leaf(token: Token, marks: list[Node], notes: Mapping[str, Sequence[Node]]) -> Iterator[Node]:
    """Yield the node of one token without content of its own; none for an empty text."""
    match token.type:
        case "text" if token.content:
            yield from read_words(token.content, marks)
        case "text_special":
            yield read_special(token, marks)
        case "softbreak":
            yield text_node(" ", [*marks, literal("\n", " ")])
        case "code_inline":
            yield text_node(token.content, [*marks, {"type": "code"}])
        case "hardbreak":
            yield {"type": "hard_break", **({"marks": marks} if marks else {})}
        case "footnote_ref":
            yield note_node(token.meta["label"], marks, notes)
        case "text":
            return
        case _:
            raise Unsupported


def read_words(words: str, marks: list[Node]) -> Iterator[Node]:
    """Yield *words*; what looks like an address and is none, beside these words, stays none beside others."""
    is_linked = any(mark["type"] == "link" for mark in marks)
    parts = [words] if is_linked else ADDRESS_SIGN.split(words)
    for place, part in enumerate(parts):
        is_sign = place % 2 == 1
        yield text_node(part, [*marks, literal(f"\\{part}", part)] if is_sign else marks)


def text_node(text: str, marks: list[Node]) -> Node:
    """Return a text node."""
    return {"type": "text", "text": text, **({"marks": marks} if marks else {})}


def read_special(token: Token, marks: list[Node]) -> Node:
    r"""Return an escaped sign or an entity; a backslash before a letter, as in C:\temp, is a mere sign."""
    is_plain = token.markup == token.content
    return text_node(token.content, marks if is_plain else [*marks, literal(token.markup, token.content)])


def literal(source: str, text: str) -> Node:
    """Return the mark of *text* that was written as *source*."""
    return {"type": "literal", "attrs": {"source": source, "text": text}}


def note_node(label: str, marks: list[Node], notes: Mapping[str, Sequence[Node]]) -> Node:
    """Return the reference to a footnote, with the note's content unless that is edited elsewhere."""
    content = notes.get(label)
    node = {"type": "footnote", "attrs": {"label": label, "elsewhere": content is None}}
    return node | ({"content": list(content)} if content else {}) | ({"marks": marks} if marks else {})


def join_alike(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield *nodes* with neighbouring texts of the same marks as one, as ProseMirror holds them."""
    last: Node | None = None
    for node in nodes:
        if node.get("text") == "":
            continue
        is_same = last is not None and last["type"] == node["type"] == "text"
        if last is not None and is_same and last.get("marks") == node.get("marks"):
            last = {**last, "text": last["text"] + node["text"]}
            continue
        if last is not None:
            yield last
        last = node
    if last is not None:
        yield last
