"""Links and marks of Obsidian and other wikis in Markdown: [[Note]], ![[picture.png]], %%remark%%, ==mark==."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import quote

from blog.operations.moving_in.conversion.linked_files import is_file_path
from blog.operations.moving_in.conversion.picture_nodes import PICTURE_FILE
from blog.operations.moving_in.imported_items import Loss, LossKind

WIKI = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).{1,500}?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<shown>!?)\[\[(?P<target>[^\[\]|\n]{1,200})(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\]"
    r"|%%(?P<remark>(?:[^%]|%(?!%)){1,5000})%%"
    r"|(?<![=\w])==(?=\S)(?P<marked>[^=\n]{1,500})(?<=\S)==(?![=\w])"
    r"|(?P<place>(?<=\S) \^[A-Za-z0-9-]{3,40}$|^\^[A-Za-z0-9-]{3,40}$)",
    re.MULTILINE,
)
SIZE = re.compile(r"\d+(?:x\d+)?")
Find = Callable[[str], str]


def replace_wiki_links(text: str, losses: list[Loss], find: Find) -> str:
    """Return *text* with links, pictures and marks of a wiki as Markdown; code stays as it is.

    What a note only shows of another one becomes a link, and is added to
    *losses*, as is a link to a note that is not there. Remarks, which no
    reader saw, are left out and named.
    """

    def replace(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found[0]
        if found["target"]:
            return write_link(found, losses, find)
        if found["remark"]:
            losses.append(Loss(LossKind.SHORTCODE, " ".join(found[0].split())[:300]))
        return found["marked"] or ""

    return WIKI.sub(replace, text)


def write_link(found: re.Match[str], losses: list[Loss], find: Find) -> str:
    """Return a link or a picture as Markdown."""
    target = found["target"].strip()
    note = target.partition("#")[0].strip()
    words = (found["words"] or "").strip()
    if PICTURE_FILE.search(note) and found["shown"]:
        alt = "" if SIZE.fullmatch(words) else words
        return f"![{alt}]({quote('/' + note.lstrip('/'))})"
    shown = words or PurePosixPath(note).name.removesuffix(".md") or target.lstrip("#")
    if is_file_path(note):
        return f"[{shown}]({quote('/' + note.lstrip('/'))})"
    if address := find(note):
        if found["shown"]:
            losses.append(Loss(LossKind.SHORTCODE, found[0]))
        return f"[{shown}](<{address}>)"
    if len(target) < 3 or target.isdigit():
        return found[0]
    losses.append(Loss(LossKind.LINK, target))
    return shown
