"""The head of an export of ours: what it is, and which files it says it has."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_out.export_schema import FORMAT, HEAD_FILE, MEDIA_LIST, VERSION
from blog.operations.moving_out.exported_tables import TABLES

MAX_HEAD = 2**20
FILES = {table.file: table for table in TABLES}


@dataclass(frozen=True)
class ListedFile:
    """What the head says of one file."""

    rows: int
    size: int
    sha256: str


@dataclass(frozen=True)
class ExportHead:
    """What the head of an export says; *prefix* is the folder within the bundle in which all of it lies."""

    prefix: str
    name: str
    address: str
    files: Mapping[str, ListedFile]


def find_head(bundle: Bundle) -> str | None:
    """Return the name of the head in *bundle*, at its root or in its one folder; None where there is none."""
    names = [name for name in bundle.names if name.rpartition("/")[2] == HEAD_FILE and name.count("/") < 2]
    return next((name for name in names if f'"{FORMAT}"' in read_start(bundle, name)), None)


def read_start(bundle: Bundle, name: str) -> str:
    """Return the beginning of a file."""
    with bundle.open(name) as stream:
        return stream.read(200).decode("utf-8", "replace")


def read_head(bundle: Bundle) -> ExportHead:
    """Return the head of *bundle*.

    Raises:
        ExportRefused: there is none, it is of a later version, or it does not name what an export has.
    """
    name = find_head(bundle)
    if name is None or bundle.size(name) > MAX_HEAD:
        raise ExportRefused(_("There is no export of Broadsheet in it."))
    with bundle.open(name) as stream:
        try:
            values = json.loads(stream.read(MAX_HEAD))
        except (ValueError, RecursionError):
            values = None
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ExportRefused(_("%(name)s is damaged.", name=HEAD_FILE))
    version = values.get("version")
    if version != VERSION or isinstance(version, bool):
        raise ExportRefused(
            _("This export has a version that this program does not know. Update the program, and import again.")
        )
    files = {str(path): read_listed(listed) for path, listed in as_mapping(values.get("files")).items()}
    wanted = {table.file for table in TABLES if not table.is_personal} | {MEDIA_LIST}
    if wanted - files.keys() or files.keys() - FILES.keys() - {MEDIA_LIST}:
        raise ExportRefused(_("%(name)s does not name the files that an export has.", name=HEAD_FILE))
    site = as_mapping(values.get("site"))
    prefix = name.removesuffix(HEAD_FILE)
    return ExportHead(prefix, str(site.get("name", ""))[:200], str(site.get("address", ""))[:200], files)


def as_mapping(value: Any) -> Mapping[str, Any]:
    """Return *value* if it is an object of JSON, else an empty one."""
    return value if isinstance(value, dict) else {}


def read_listed(listed: Any) -> ListedFile:
    """Return what the head says of a file; what is no number counts as none, and fits no file."""
    values = as_mapping(listed)
    numbers = [values.get(name) for name in ("rows", "size")]
    rows, size = (number if isinstance(number, int) and not isinstance(number, bool) else -1 for number in numbers)
    return ListedFile(rows, size, str(values.get("sha256", "")))
