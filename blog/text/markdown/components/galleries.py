"""Galleries and comparisons: containers of figures, once their pictures are known."""

from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

COMPARED = 2


def arrange_galleries(state: StateCore) -> None:
    """Give containers of pictures their elements; one whose pictures are not those it needs leaves what it holds."""
    state.tokens = list(arrange(state.tokens))


def arrange(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield *tokens* with the elements of galleries and comparisons."""
    is_kept: list[bool] = []
    for place, token in enumerate(tokens):
        if token.type == "container_open":
            is_kept.append(token.info not in {"gallery", "comparison"} or is_complete(tokens, place))
            if is_kept[-1]:
                yield token
        elif token.type != "container_close" or is_kept.pop():
            yield token


def is_complete(tokens: Sequence[Token], start: int) -> bool:
    """Return whether the container at *start* has a picture, and a comparison first of all its two."""
    held = []
    for token in tokens[start + 1 :]:
        if token.type == "container_close":
            break
        held.append(token.type == "figure")
    if tokens[start].info == "comparison":
        return held[:COMPARED] == [True] * COMPARED and not any(held[COMPARED:])
    return any(held)


def draw_container(token: Token) -> str:
    """Return the start tag of a container."""
    if token.info == "information":
        return '<aside class="information">\n'
    classes = "gallery gallery--strip" if token.meta["form"] == "strip" else token.info
    return f'<div class="{classes}">\n'


def draw_container_end(token: Token) -> str:
    """Return the end tag of a container."""
    return "</aside>\n" if token.info == "information" else "</div>\n"
