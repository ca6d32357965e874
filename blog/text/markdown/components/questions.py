"""Questions and answers: in a container of questions each heading opens what readers can unfold."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

QUESTION = re.compile(r'<details class="question">\s*<summary>(.*?)</summary>(.*?)</details>', re.DOTALL)
INLINE = re.compile(r'<sup class="note-ref">.*?</sup>|</?(?:a|em|strong|s|code|sup)(?:\s[^>]*)?>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class Question(NamedTuple):
    """A question and its answer in plain words."""

    words: str
    answer: str


def list_questions(html: str) -> list[Question]:
    """Return the questions of a body in safe *html*, each with its answer."""
    return [Question(read_plain_words(words), read_plain_words(answer)) for words, answer in QUESTION.findall(html)]


def read_plain_words(html: str) -> str:
    """Return the words of *html* on one line, without the numbers of notes."""
    return " ".join(unescape(TAG.sub(" ", INLINE.sub("", html))).split())


def wrap_questions(state: StateCore) -> None:
    """Part what a container of questions holds at its headings; those deeper than the first belong to the answers."""
    wrapped: list[Token] = []
    held: list[Token] | None = None
    for token in state.tokens:
        if token.type == "container_close" and token.info == "questions":
            wrapped += part_answers(held or [])
            held = None
        (wrapped if held is None else held).append(token)
        if token.type == "container_open" and token.info == "questions":
            held = []
    state.tokens = wrapped


def part_answers(held: Sequence[Token]) -> Iterator[Token]:
    """Yield what a container holds, each question with its answer in an element of its own."""
    tag = next((token.tag for token in held if token.type == "heading_open" and token.level == 1), "")
    is_open = False
    for token in held:
        is_question = token.type.startswith("heading") and token.level == 1 and token.tag <= tag
        if is_question and token.nesting > 0:
            yield from [CLOSE] * is_open
            yield Token("question_open", "details", 1, attrs={"class": "question"}, map=token.map, block=True)
            yield Token("summary_open", "summary", 1, block=True)
            is_open = True
        yield token
        if is_question and token.nesting < 0:
            yield Token("summary_close", "summary", -1, block=True)
    yield from [CLOSE] * is_open


CLOSE = Token("question_close", "details", -1, block=True)
