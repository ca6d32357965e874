"""Documents and recordings that a text links to or plays: which they are, and their links once they are here."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from blog.pictures.inspection.file_kinds import KINDS

OTHER_NAMES = frozenset({"opus", "oga", "m4b"})
"""Further suffixes of kinds that are taken."""
REFUSED = frozenset({"doc", "xls", "ppt", "mp4", "mov", "webm", "wav", "aac", "flac", "rtf", "rar", "7z"})
"""Suffixes of files that a link may lead to, and that are taken neither here nor by hand."""
TAKEN_ENDS = tuple(f".{suffix}" for suffix in (*KINDS, *sorted(OTHER_NAMES)))
FILE_ENDS = (*TAKEN_ENDS, *(f".{suffix}" for suffix in sorted(REFUSED)))


def is_file_path(path: str) -> bool:
    """Return whether *path* is that of a document or recording, taken or not."""
    return path.lower().endswith(FILE_ENDS)


def title_of_address(address: str) -> str:
    """Return the name of the file at *address* as people would write it; "" where its path names none."""
    name = unquote(urlsplit(address).path.rsplit("/", 1)[-1])
    stem = name.rpartition(".")[0] if is_file_path(name) else name
    return " ".join(stem.replace("_", " ").split())


def link_to_files(markdown: str, files: Mapping[str, str], keys: Mapping[str, str]) -> str:
    """Return *markdown* with its links to *files* leading to the library.

    *files* are addresses of the old site by what stands in the text, *keys* those of files that are here.
    """
    for written, address in files.items():
        if key := keys.get(address):
            markdown = re.sub(rf"\]\({re.escape(written)}(?:#[^)\s]*)?\)", f"](file:{key})", markdown)
    return markdown
