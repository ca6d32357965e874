"""Containers: lines of colons with a name around what belongs together (::: gallery, comparison, ...)."""

import re
from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

OPENING = re.compile(r" {0,3}(?P<fence>:{3,})[ \t]*(?P<name>[a-z]+)(?:[ \t]+(?P<form>[a-z]+))?[ \t]*")
ANY_OPENING = re.compile(r" {0,3}:{3,}[ \t]*[^\s:].*")
"""Also one whose name we do not know: the next closing line is its own."""
CLOSING = re.compile(r" {0,3}:{3,}[ \t]*")
FORMS = {"gallery": {"", "strip"}, "comparison": {""}, "information": {""}, "questions": {""}}
"""The names, each with what may stand behind it."""
HOLDING = {"information": {"gallery", "comparison"}, "questions": {"gallery", "comparison"}, "": FORMS.keys()}
"""Which containers may stand in which; "" is the text itself."""
CODE = {"fence", "code_block"}


def extend_containers(parser: MarkdownIt) -> MarkdownIt:
    """Teach *parser* the containers, and return it."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "container", read_container, {"alt": ends})
    return parser


def read_container(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # markdown-it calls it so
    """Read a container that has its closing line, at the outermost level or in one that may hold it."""
    closing = find_pairs(state).get(start, end)
    found = read_opening(line_at(state, start)) if closing < end and not state.is_code_block(start) else None
    if found is None:
        return False
    if silent and state.sCount[start] < state.blkIndent:
        return True
    opened: list[str] = state.env.setdefault("containers", [])
    if state.level != len(opened) or found["name"] not in HOLDING.get(opened[-1] if opened else "", ()):
        return False
    if not silent:
        read_content(state, start, closing, found, opened)
    return True


def read_content(state: StateBlock, start: int, closing: int, found: re.Match[str], opened: list[str]) -> None:
    """Push the tokens of the container and of what it holds."""
    name, form = found["name"], found["form"] or ""
    parent, limit = state.parentType, state.lineMax
    opened.append(name)
    token = state.push("container_open", "", 1)
    token.info, token.map, token.markup, token.meta = name, [start, closing + 1], found["fence"], {"form": form}
    state.parentType, state.lineMax = "container", closing
    state.md.block.tokenize(state, start + 1, closing)
    state.push("container_close", "", -1).info = opened.pop()
    state.parentType, state.lineMax, state.line = parent, limit, closing + 1


def find_pairs(state: StateBlock) -> Mapping[int, int]:
    """Return the closing line of each opening line, worked out once for a text."""
    pairs: dict[int, int] | None = state.env.get("container_pairs")
    if pairs is None:
        pairs = state.env["container_pairs"] = pair_lines(state.src, state.md)
    return pairs


def pair_lines(text: str, parser: MarkdownIt) -> dict[int, int]:
    """Return which line of *text* closes the container that another opens; lines of code do neither."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.lstrip(" ").startswith(":::")]
    code = find_code_lines(text, parser) if len(marks) > 1 else set()
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for number in marks:
        if number not in code and CLOSING.fullmatch(lines[number]):
            pairs.update({opened.pop(): number} if opened else {})
        elif number not in code and ANY_OPENING.fullmatch(lines[number]):
            opened.append(number)
    return pairs


def find_code_lines(text: str, parser: MarkdownIt) -> set[int]:
    """Return the numbers of the lines of *text* that belong to blocks of code."""
    env: dict[str, Any] = {"container_pairs": {}}
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    return {line for token in tokens if token.type in CODE and token.map for line in range(*token.map)}


def read_opening(line: str) -> re.Match[str] | None:
    """Return what *line* opens; None where it opens no container that we know."""
    found = OPENING.fullmatch(line)
    return found if found and (found["form"] or "") in FORMS.get(found["name"], ()) else None


def line_at(state: StateBlock, number: int) -> str:
    """Return the whole line *number*."""
    return state.src[state.bMarks[number] : state.eMarks[number]]
