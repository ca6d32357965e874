"""The Markdown that an author wrote, made fit to be read elsewhere: every address in it is whole."""

import re
from collections.abc import Mapping

from blog.web.links import Links

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
PICTURE = re.compile(r"(\]\(\s*<?)picture:([A-Za-z0-9_-]{1,64})")
LOCAL = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(/(?![/\\]))", re.MULTILINE)


def make_whole(markdown: str, pictures: Mapping[str, str], links: Links) -> str:
    """Return *markdown* with absolute addresses of pages and pictures; blocks of code stay as they are.

    Args:
        markdown: a body as it is stored.
        pictures: the addresses of pictures by their keys; unknown ones stay as they are.
        links: know the site.
    """
    parts = split_code(markdown.replace("\r\n", "\n"))
    return "".join(part if is_code else rewrite(part, pictures, links) for part, is_code in parts)


def split_code(markdown: str) -> list[tuple[str, bool]]:
    """Return *markdown* in parts, each with whether it is a fenced block of code (CommonMark 4.5)."""
    parts: list[tuple[str, bool]] = []
    fence = ""
    for line in markdown.splitlines(keepends=True):
        found = FENCE.match(line)
        parts.append((line, bool(fence or found)))
        if found and not fence:
            fence = found[1]
        elif found and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
    return parts


def rewrite(text: str, pictures: Mapping[str, str], links: Links) -> str:
    """Return *text* with whole addresses."""
    shown = PICTURE.sub(lambda found: found[1] + pictures.get(found[2], f"picture:{found[2]}"), text)
    return LOCAL.sub(lambda found: f"{found[1]}{links.base_url}{found[2]}", shown)
