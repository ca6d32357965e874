"""The export of a site into a folder: rows, texts and files of one moment, while the site runs."""

import json
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from blog.config.locations import read_version
from blog.database.engine import one_moment
from blog.models import Subscriber
from blog.operations.moving_out.export_schema import FORMAT, HEAD_FILE, MEDIA_LIST, SCHEMA_FILE, VERSION, make_schema
from blog.operations.moving_out.exported_tables import TABLES
from blog.operations.moving_out.media_files import copy_file, list_files
from blog.operations.moving_out.new_folder import new_private_folder, private_file
from blog.operations.moving_out.readme_file import README
from blog.operations.moving_out.row_stream import read_lines, write_line
from blog.operations.moving_out.text_files import read_texts
from blog.pictures.files.storage import Storage
from blog.web.site_identity.logo import Logo

MAX_MISSING = 12
"""Files that are named of those that are not to be had."""


@dataclass(frozen=True)
class ExportedSite:
    """What is exported."""

    engine: Engine
    storage: Storage
    name: str
    address: str
    logo: Logo | None


@dataclass
class ExportContents:
    """What an export holds, as it grows."""

    rows: dict[str, int] = field(default_factory=dict)
    """By name of table."""
    texts: int = 0
    files: int = 0
    file_bytes: int = 0
    missing: int = 0
    missing_names: list[str] = field(default_factory=list)


Progress = Callable[[ExportContents], None]


def export_site(
    site: ExportedSite, target: Path, now: datetime, *, with_readers: bool, progress: Progress
) -> ExportContents:
    """Write *site* to the new folder *target*, and return what is in it; nothing of the site is changed or waits.

    Args:
        site: the live one.
        target: appears when all is in it, and can be read by its owner alone.
        now: the time that the export names.
        with_readers: whether readers come along, who are personal data; else their number alone does.
        progress: is told what was written so far, again and again.

    Raises:
        TargetRefused: *target* is not empty, or cannot be written.
        OSError: the disk is full, or was taken away; nothing stays.
    """
    written = ExportContents()
    with new_private_folder(target, now) as folder, one_moment(site.engine) as connection:
        files: dict[str, Any] = {}
        for table in TABLES:
            if with_readers or not table.is_personal:
                lines = counting(read_lines(connection, table), written, table.name, progress)
                files[table.file] = write_lines(folder / table.file, lines)
        files[MEDIA_LIST] = write_lines(folder / MEDIA_LIST, copy_media(site, connection, folder, written, progress))
        write_texts(connection, folder, written, progress)
        head = {
            "format": FORMAT,
            "version": VERSION,
            "program": read_version(),
            "made_at": now.isoformat(),
            "site": {"name": site.name, "address": site.address},
            "with_readers": with_readers,
            "readers": count_readers(connection),
            "missing_files": written.missing,
            "files": files,
        }
        write_json(folder / SCHEMA_FILE, make_schema())
        write_file(folder / "README.md", README.encode())
        write_json(folder / HEAD_FILE, head)
    return written


def counting(lines: Generator[bytes], written: ExportContents, name: str, progress: Progress) -> Generator[bytes]:
    """Yield *lines*, counted as rows of the table *name*."""
    written.rows[name] = 0
    with closing(lines):
        for line in lines:
            written.rows[name] += 1
            progress(written)
            yield line


def copy_media(
    site: ExportedSite, connection: Connection, folder: Path, written: ExportContents, progress: Progress
) -> Generator[bytes]:
    """Copy all files, and yield a line for each that is to be had."""
    with closing(list_files(connection, site.logo)) as names:
        for name in names:
            line = copy_file(site.storage, name, folder / "media")
            if line is None:
                written.missing += 1
                written.missing_names = [*written.missing_names, name][:MAX_MISSING]
                continue
            written.files += 1
            written.file_bytes += int(str(line["size"]))
            progress(written)
            yield write_line(line)


def write_texts(connection: Connection, folder: Path, written: ExportContents, progress: Progress) -> None:
    """Write a file of Markdown for each article and page."""
    for name, content in read_texts(connection):
        write_file(folder / name, content.encode("utf-8", "replace"))
        written.texts += 1
        progress(written)


def count_readers(connection: Connection) -> dict[str, int]:
    """Return how many readers there are in each state."""
    states = select(Subscriber.state, func.count()).group_by(Subscriber.state)
    return dict(sorted((state.value, count) for state, count in connection.execute(states)))


def write_lines(path: Path, lines: Generator[bytes]) -> dict[str, Any]:
    """Write *lines* to the new file *path*, and return their number, size and checksum."""
    digest, rows, size = sha256(), 0, 0
    with private_file(path) as file, closing(lines):
        for line in lines:
            file.write(line)
            digest.update(line)
            rows, size = rows + 1, size + len(line)
    return {"rows": rows, "size": size, "sha256": digest.hexdigest()}


def write_json(path: Path, values: dict[str, Any]) -> None:
    """Write *values* to the new file *path*."""
    write_file(path, json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n")


def write_file(path: Path, content: bytes) -> None:
    """Write *content* to the new file *path*."""
    with private_file(path) as file:
        file.write(content)
