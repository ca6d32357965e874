"""Pictures that stand alone: figures of three widths, and rows of two or three on one line."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.text.markdown.components.figures import InlinePicture, draw_figure, draw_tile, picture_key, read_alt

MAX_IN_ROW = 3


def find_picture_lines(children: Sequence[Token], pictures: Container[str]) -> list[list[Token]]:
    """Return the images of a paragraph that holds nothing but *pictures*, line by line; [] of any other."""
    is_line_end = [child.type == "softbreak" for child in children]
    groups = groupby(zip(children, is_line_end, strict=True), key=lambda pair: pair[1])
    lines = [[child for child, _ in group if not is_blank(child)] for is_end, group in groups if not is_end]
    is_whole = all(image.type == "image" and picture_key(image) in pictures for line in lines for image in line)
    return [line for line in lines if line] if is_whole else []


def is_blank(child: Token) -> bool:
    """Return whether a token shows nothing: spaces between pictures, or the attributes of one."""
    return child.type == "attributes" or (child.type == "text" and not child.content.strip())


def convert_figures(state: StateCore) -> None:
    """Make a paragraph that holds nothing but known pictures into figures and rows; in galleries into tiles."""
    pictures: Mapping[str, InlinePicture] = state.env["pictures"]
    lifted: list[Token] = []
    inside: list[str] = []
    for token in state.tokens:
        lifted.append(token)
        if token.type == "container_open":
            inside.append(token.info)
        elif token.type == "container_close":
            inside.pop()
        elif [part.type for part in lifted[-3:]] == ["paragraph_open", "inline", "paragraph_close"]:
            lines = find_picture_lines(lifted[-2].children or (), pictures)
            if lines:
                lifted[-3:] = lift_lines(lines, inside[-1] if inside else "", lifted[-3])
    state.tokens = lifted


def lift_lines(lines: Sequence[Sequence[Token]], container: str, paragraph: Token) -> Iterator[Token]:
    """Yield the tokens of pictures that stand alone in *paragraph*; *container* is the name of the one around it."""
    for line in lines:
        if container in {"gallery", "comparison"} or not 1 < len(line) <= MAX_IN_ROW:
            yield from (figure_token(image, container, paragraph) for image in line)
        else:
            classes = f"picture-row {line[0].meta.get('width', '')}".strip()
            yield Token("row_open", "div", 1, attrs={"class": classes}, map=paragraph.map, block=True)
            yield from (figure_token(image, "row", paragraph) for image in line)
            yield Token("row_close", "div", -1, block=True)


def figure_token(image: Token, place: str, paragraph: Token) -> Token:
    """Return the token of one figure in *place*: the name of a container, "row" or ""."""
    return Token("figure", "", 0, map=paragraph.map, children=[image], info=place, block=True)


def draw_standalone_picture(token: Token, pictures: Mapping[str, InlinePicture]) -> str:
    """Return a picture that stands alone as a figure; its title is the caption."""
    image = (token.children or [])[0]
    picture, alt, caption = pictures[picture_key(image)], read_alt(image), str(image.attrGet("title") or "")
    if token.info in {"gallery", "row"}:
        return draw_tile(picture, alt, caption, link=token.info == "gallery")
    width = "" if token.info == "comparison" else str(image.meta.get("width", ""))
    return draw_figure(picture, alt, caption, width)
