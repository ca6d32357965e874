"""The files of an export: every rendition of every picture, every attachment, the logo."""

from collections.abc import Generator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select

from blog.models import Attachment, Picture
from blog.operations.moving_out.new_folder import private_file
from blog.pictures.files.storage import NAME, FileMissing, FileUnreadable, Storage
from blog.web.site_identity.logo import Logo

BLOCK = 2**20
LOGO_FILES = ("logo", "touch", "icon-48", "icon-192", "icon-512")
ROWS = {"yield_per": 200}


def list_files(connection: Connection, logo: Logo | None) -> Generator[str]:
    """Yield the names of all files that the rows of *connection* name, in the order of their rows."""
    pictures = select(Picture.key, Picture.widths, Picture.formats).order_by(Picture.id)
    with connection.execute(pictures, execution_options=ROWS) as found:
        for key, widths, formats in found:
            yield from (f"{key}/{width}.{suffix}" for width in widths for suffix in formats)
    files = select(Attachment.folder, Attachment.digest, Attachment.kind).order_by(Attachment.id)
    with connection.execute(files, execution_options=ROWS) as found:
        for folder, digest, kind in found:
            yield Attachment(folder=folder, digest=digest, kind=kind).storage_name
    if logo is not None:
        yield from (f"{logo.key}/{name}.png" for name in LOGO_FILES)


def copy_file(storage: Storage, name: str, root: Path) -> dict[str, object] | None:
    """Copy the file *name* to below *root*, and return its line of the list; None where there is none.

    Raises:
        FileUnreadable: there may be one, and it cannot be read now.
    """
    if not NAME.fullmatch(name):
        return None
    try:
        source = storage.open(name)
    except FileUnreadable:
        raise
    except FileMissing:
        return None
    digest, size, target = sha256(), 0, root / name
    with source, private_file(target) as file:
        while block := source.read(BLOCK):
            file.write(block)
            digest.update(block)
            size += len(block)
    return {"name": name, "size": size, "sha256": digest.hexdigest()}
