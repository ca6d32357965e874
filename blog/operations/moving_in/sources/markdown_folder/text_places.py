"""Where the files of a Markdown site stood: links from one to another, and pictures beside a text."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

TARGET = re.compile(
    r"""(\]\(\s*<?|\b(?:src|href)=["']|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?)([^\s"'<>)]{1,1000})""", re.MULTILINE
)
TEXTS = (".md", ".markdown", ".mdown", ".mkd")
ROOTS = frozenset({"content", "static", "source", "src", "public", "assets", "_posts", "docs"})
LANGUAGE = re.compile(r"\.[a-z]{2}$")


class TextPlaces:
    """The files of a site by name, and the addresses of its texts as far as they are known."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self.addresses: dict[str, str] = {}
        self.by_end: dict[str, list[str]] = {}
        """Names of texts by the last part of what refers to them."""

    def add(self, name: str, address: str) -> None:
        """Note the address of the text *name*."""
        self.addresses[name] = address
        self.by_end.setdefault(reference_of(name)[-1:][0] if reference_of(name) else "", []).append(name)

    def find(self, reference: str, beside: str = "") -> str:
        """Return the address of the text that *reference*, within the text *beside*, means; "" if there is none."""
        path, mark, place = unquote(reference).partition("#")
        wanted = reference_of(normpath(f"{PurePosixPath(beside).parent}/{path}") if path.startswith(".") else path)
        known = self.by_end.get(wanted[-1], []) if wanted else []
        near = [name for name in known if reference_of(name)[-len(wanted) :] == wanted]
        folder = PurePosixPath(beside).parent
        near.sort(key=lambda name: (PurePosixPath(name).parent != folder, len(name)))
        return f"{self.addresses[near[0]]}{mark}{place}" if near else ""

    def rewrite(self, text: str, name: str) -> str:
        """Return *text*, which is that of *name*, with links to other files as addresses."""
        return TARGET.sub(lambda found: found[1] + self.rewrite_target(found[2], name), text)

    def rewrite_target(self, target: str, name: str) -> str:
        """Return one address: of a text by its file, of another file by its place in the site."""
        if "://" in target or target.startswith(("#", "/", "mailto:", "tel:", "data:", "{", "//")):
            is_text = target.startswith("/") and PurePosixPath(target.partition("#")[0]).suffix.lower() in TEXTS
            return (self.find(target) or target) if is_text else target
        path = unquote(re.split(r"[#?]", target)[0])
        if PurePosixPath(path).suffix.lower() in TEXTS:
            return self.find(target, name) or target
        file = normpath(f"{PurePosixPath(name).parent}/{path}")
        return f"/{'/'.join(without_root(file))}" if path and file in self.names else target


def without_root(file: str) -> list[str]:
    """Return the parts of a file's name without the folder that is the root of the site."""
    parts = file.split("/")
    return next((parts[place + 1 :] for place in range(min(2, len(parts) - 1)) if parts[place] in ROOTS), parts)


def reference_of(name: str) -> list[str]:
    """Return the parts by which a text is referred to: without ends, and without the word index."""
    path = PurePosixPath(name)
    stem = path.stem if path.suffix.lower() in TEXTS else path.name
    parts = [part for part in (*path.parent.parts, LANGUAGE.sub("", stem)) if part not in {"/", ".", ".."}]
    return parts[:-1] if parts and parts[-1] in {"index", "_index"} else parts
