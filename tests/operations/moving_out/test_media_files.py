"""Files of an export: every one that a row names, none by a name that leads elsewhere."""

from hashlib import sha256
from pathlib import Path

from flask import Flask

from blog.database import db
from blog.operations.moving_out.media_files import copy_file, list_files
from blog.pictures.files.storage import FolderStorage
from blog.web.site_identity.logo import Logo
from tests.operations.moving_out.sites import furnish, media_folder


def test_renditions_attachments_and_logo_are_listed(app: Flask, media: Path) -> None:
    furnish(8)
    logo = Logo("l0g0", 10, 10, "dark", "", "beside")

    with db.engine.connect() as connection:
        names = list(list_files(connection, logo))

    kept = {str(path.relative_to(media_folder())) for path in media_folder().rglob("*.*")}
    assert {name for name in names if not name.startswith("l0g0/")} == kept
    assert "l0g0/icon-192.png" in names


def test_a_file_is_copied_with_its_sum_and_no_name_leads_out(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path / "media")
    storage.put("k3y/960.webp", b"picture")
    (tmp_path / "precious.txt").write_text("secret")

    line = copy_file(storage, "k3y/960.webp", tmp_path / "out")

    assert line == {"name": "k3y/960.webp", "size": 7, "sha256": sha256(b"picture").hexdigest()}
    assert (tmp_path / "out/k3y/960.webp").read_bytes() == b"picture"
    assert copy_file(storage, "../precious.txt", tmp_path / "out") is None
    assert copy_file(storage, "k3y/gone.webp", tmp_path / "out") is None
