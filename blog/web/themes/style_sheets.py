"""Style sheets of a theme: whether they are whole, and the layers in which they are joined to those of the site."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from blog.web.themes.theme import STATIC_FOLDER, Theme

TOKENS_LAYER, STYLE_LAYER = "theme-tokens", "theme"
"""After the tokens of the site and before the reader's choices; after the components and before print."""
PIECE = re.compile(r"""/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]|/\*|["']""", re.DOTALL)
"""A comment, a string, a brace; at the end what begins a comment or a string that does not end."""
URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<address>[^"')]*)(?P=quote)\s*\)""", re.IGNORECASE)
AT_THE_START = re.compile(r"@(import|charset|namespace)\b", re.IGNORECASE)


def style_faults(file: str, css: str, static: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the style sheet *css*, a sentence each; *static* are the files that it may name."""
    if fault := brace_fault(css):
        yield f"{file} {fault}"
    rules = without_comments(css)
    for found in AT_THE_START.finditer(rules):
        yield f"{file} holds @{found[1].lower()}, which cannot stand in it: it is joined to the sheet of the site."
    for found in URL.finditer(rules):
        if fault := address_fault(found["address"].strip(), static):
            yield f"{file} names {found['address'].strip()}, {fault}"


def without_comments(css: str) -> str:
    """Return *css* without its comments; what looks like one in a string stays."""
    return PIECE.sub(lambda found: "" if found[0].endswith("*/") else found[0], css)


def brace_fault(css: str) -> str:
    """Return what is not closed in *css* or closed too often, with its line; "" if all is whole."""
    depth = 0
    for found in PIECE.finditer(css):
        piece = found[0]
        line = css.count("\n", 0, found.start()) + 1
        if piece in {"/*", '"', "'"}:
            return f"has a {'comment' if piece == '/*' else 'string'} without an end in line {line}."
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if depth < 0:
            return f"closes a brace in line {line} that was never opened."
    return "does not close every brace that it opens." if depth else ""


def address_fault(address: str, static: Collection[str]) -> str:
    """Return why a style sheet cannot name *address*; "" if it can."""
    if address.startswith(("data:", "#")):
        return ""
    if ":" in address or address.startswith("/"):
        return (
            f"but pages load nothing from elsewhere: put it into {STATIC_FOLDER}/ and write url({STATIC_FOLDER}/...)."
        )
    return "" if file_of(address) in static else "and there is no such file."


def file_of(address: str) -> str:
    """Return the path inside static/ that *address* means."""
    return address.partition("#")[0].partition("?")[0].removeprefix("./").removeprefix(f"{STATIC_FOLDER}/")


def layered_styles(theme: Theme, path: Callable[[str], str]) -> str:
    """Return tokens and style of *theme*, each in its layer; *path* says where a file of static/ is sent from."""
    sheets: Mapping[str, str] = {TOKENS_LAYER: theme.tokens, STYLE_LAYER: theme.style}
    return "\n".join(
        f"@layer {layer} {{\n{with_addresses(without_comments(css), path)}\n}}\n"
        for layer, css in sheets.items()
        if css.strip()
    )


def with_addresses(css: str, path: Callable[[str], str]) -> str:
    """Return *css* with the address of each file instead of its place in the folder."""

    def address(found: re.Match[str]) -> str:
        named = found["address"].strip()
        _, hash_sign, part = named.partition("#")
        return found[0] if named.startswith(("data:", "#")) else f'url("{path(file_of(named))}{hash_sign}{part}")'

    return URL.sub(address, css)
