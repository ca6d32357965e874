"""Questions and answers: in a container of questions each heading opens what readers can unfold."""

from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token


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
