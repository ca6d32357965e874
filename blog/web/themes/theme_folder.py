"""Reads the folder of a theme, and refuses one that is broken or reaches outside of itself."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from blog.web.themes.style_sheets import style_faults
from blog.web.themes.theme import STATIC_FOLDER, STYLE, TEMPLATE_FOLDER, TOKENS, BrokenTheme, Theme

SENT = frozenset({".svg", ".png", ".jpg", ".webp", ".avif", ".ico", ".woff2", ".js", ".css", ".txt"})
"""Endings of files that a theme may send to readers, in small letters: they say the media type."""
TEMPLATE_ENDINGS = frozenset({".html", ".txt", ".css"})
"""In small letters: what else ends so is printed without escaping."""
TAKEN = re.compile(r"[^/]+\.(?:css|js)|icons\.svg|(?:source-serif-4|bitter|source-sans-3|inter)-[^/]+")
"""Names under which the site sends files of its own; favicon.svg alone may be another one."""
PLAIN = re.compile(r"[\w./-]+", re.ASCII)
MIB = 1024 * 1024
MAX_FILE_BYTES = 4 * MIB
"""Of one file: all of them are held in the memory of each process."""


def read_theme(name: str, folder: Path) -> Theme:
    """Return the theme in *folder*, but for its templates, which are only read and not looked at.

    Raises:
        BrokenTheme: the folder is not there, holds what cannot be used, or leads outside of itself.
    """
    if not folder.is_dir():
        raise BrokenTheme(name, [f"There is no folder {folder}."])
    root = folder.resolve()
    try:
        if faults := [*escapes(root), *unreadable(root)]:
            raise BrokenTheme(name, faults)
        theme = read_files(name, root)
    except OSError as error:
        raise BrokenTheme(name, [f"{error.filename} cannot be read: {error.strerror}."]) from error
    if faults := [*style_faults(TOKENS, theme.tokens, theme.static), *style_faults(STYLE, theme.style, theme.static)]:
        raise BrokenTheme(name, faults)
    return theme


def read_files(name: str, root: Path) -> Theme:
    """Return the theme in the folder *root*; raises OSError where a file cannot be read."""
    return Theme(
        name,
        root,
        tokens=read_text(root / TOKENS),
        style=read_text(root / STYLE),
        static={path: (root / STATIC_FOLDER / path).read_bytes() for path in files_below(root / STATIC_FOLDER)},
        templates={path: read_text(root / TEMPLATE_FOLDER / path) for path in files_below(root / TEMPLATE_FOLDER)},
    )


def escapes(root: Path) -> Iterator[str]:
    """Yield a sentence for each file or folder below *root* that is really somewhere else."""
    for path in walk(root):
        # Of links that lead in a circle, Path.resolve would raise RuntimeError.
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            yield f"{path.relative_to(root)} is a link that leads out of the folder: copy what it means into it."


def unreadable(root: Path) -> Iterator[str]:
    """Yield a sentence for each file below *root* that cannot be part of a theme."""
    for path in files_below(root / STATIC_FOLDER):
        if fault := static_fault(path, root / STATIC_FOLDER / path):
            yield f"{STATIC_FOLDER}/{path} {fault}"
    templates = [root / TEMPLATE_FOLDER / path for path in files_below(root / TEMPLATE_FOLDER)]
    for file in templates:
        if file.suffix not in TEMPLATE_ENDINGS:
            yield f"{file.relative_to(root)} {kind_fault(TEMPLATE_ENDINGS)}"
    for file in (root / TOKENS, root / STYLE, *templates):
        if not is_text(file):
            yield f"{file.relative_to(root)} is not written in UTF-8."


def static_fault(path: str, file: Path) -> str:
    """Return why readers cannot be sent *file* under its *path* inside static/; "" if they can."""
    if file.suffix not in SENT:
        return kind_fault(SENT)
    if not PLAIN.fullmatch(path):
        return "has letters in its name that have no place in an address: take a-z, 0-9, - and _."
    if TAKEN.fullmatch(path):
        return "would take the place of a file of Broadsheet: put it into a folder inside static/."
    return f"is larger than {MAX_FILE_BYTES // MIB} MiB." if file.stat().st_size > MAX_FILE_BYTES else ""


def kind_fault(endings: frozenset[str]) -> str:
    """Return the words about a file whose name has none of *endings*."""
    return f"is of a kind that is not used there: {', '.join(sorted(endings))} are, in small letters."


def is_text(file: Path) -> bool:
    """Return whether *file* is UTF-8, or not there."""
    try:
        read_text(file)
    except UnicodeDecodeError:
        return False
    return True


def read_text(file: Path) -> str:
    """Return the text of *file*, "" if it is not there."""
    return file.read_text("utf-8-sig") if file.is_file() else ""


def files_below(folder: Path) -> list[str]:
    """Return the files below *folder* by their path inside it, sorted, without hidden ones; none if it is not there."""
    return sorted(path.relative_to(folder).as_posix() for path in walk(folder) if path.is_file())


def walk(folder: Path) -> Iterator[Path]:
    """Yield files and folders below *folder* without hidden ones; a folder that is a link is not entered."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        yield from (Path(place) / name for name in (*folders, *files) if not name.startswith("."))
