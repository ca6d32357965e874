"""Files of an export in the storage, each as the list of the export says; what was put there goes if the rest fails."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from flask_babel import gettext as _

from blog.operations.moving_in.imported_items import ExportRefused, Phase
from blog.operations.moving_in.sources.broadsheet.export_check import CheckedExport
from blog.pictures.files.storage import Storage, StorageFailed

BLOCK = 2**20


@contextmanager
def taken_files(checked: CheckedExport, storage: Storage) -> Iterator[None]:
    """Put all files into *storage*, and delete them again unless the block ends well.

    Raises:
        ExportRefused: a file is not that of the export, or cannot be kept.
    """
    folders = set[str]()
    try:
        for number, entry in enumerate(checked.media()):
            checked.say(Phase.FILES, number, checked.files)
            name = str(entry["name"])
            folders.add(name.partition("/")[0])
            put(checked, storage, name, str(entry["sha256"]))
        yield
    except BaseException:
        for folder in folders:
            with suppress(OSError, ValueError):
                storage.delete(folder)
        raise


def put(checked: CheckedExport, storage: Storage, name: str, expected: str) -> None:
    """Put one file, by way of a copy that was compared with its checksum."""
    with tempfile.NamedTemporaryFile() as copy:
        digest = sha256()
        with checked.bundle.open(f"{checked.head.prefix}media/{name}") as source:
            while block := source.read(BLOCK):
                digest.update(block)
                copy.write(block)
        copy.flush()
        if digest.hexdigest() != expected:
            raise ExportRefused(_("The file %(name)s is missing or not that of the export.", name=name))
        try:
            storage.put_file(name, Path(copy.name))
        except StorageFailed as error:
            raise ExportRefused(_("The file %(name)s cannot be kept: is the disk full?", name=name)) from error
