"""An export holds everything but secrets, of one moment, readable by its owner alone, whole or not at all."""

import json
import stat
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import Article
from blog.operations.moving_out.site_export import ExportContents
from tests.factories import make_article
from tests.operations.moving_out.exports import export, read_rows
from tests.operations.moving_out.readers import ADDRESS
from tests.operations.moving_out.sites import furnish, media_folder


@pytest.fixture
def folder(app: Flask, media: Path, tmp_path: Path) -> Path:
    """An export with readers of a site with something in every table."""
    furnish(1)
    export(tmp_path / "out")
    return tmp_path / "out"


def test_no_secret_is_in_it(folder: Path) -> None:
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    for row in db.session.execute(db.text("SELECT key, request_key FROM subscribers")):
        assert not any(json.dumps(secret).encode() in written for secret in row)
    assert b"password" not in written
    assert b"secret-old-key" not in written


def test_readers_come_along_on_demand_alone(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(2)

    written = export(tmp_path / "out", with_readers=False)

    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert ADDRESS.encode() not in everything
    assert b"gone@example.com" not in everything
    assert "subscribers" not in written.rows
    assert sum(json.loads((tmp_path / "out/export.json").read_text())["readers"].values()) == 8


def test_files_are_copied_and_private(folder: Path) -> None:
    copied = {str(path.relative_to(folder / "media")): path.read_bytes() for path in (folder / "media").rglob("*.*")}
    kept = {str(path.relative_to(media_folder())): path.read_bytes() for path in media_folder().rglob("*.*")}

    assert copied == kept
    assert len(copied) == 7
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_it_shows_one_moment_whatever_is_written_meanwhile(app: Flask, media: Path, tmp_path: Path) -> None:
    article = make_article("Before")
    changed: list[Article] = []

    def change(written: ExportContents) -> None:
        if not changed:
            changed.append(make_article("Later"))
            db.session.get_one(Article, article.id).headline = "After"
            db.session.commit()

    export(tmp_path / "out", progress=change)

    assert [row["headline"] for row in read_rows(tmp_path / "out", "articles")] == ["Before"]
    assert 'title: "Before"' in next((tmp_path / "out/content/articles").rglob("*.md")).read_text()
    assert changed


def test_a_full_disk_leaves_nothing(app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(3)

    def fill_up(written: ExportContents) -> None:
        if written.files == 2:
            raise OSError(28, "No space left on device", str(tmp_path))

    with pytest.raises(OSError, match="No space"):
        export(tmp_path / "out", progress=fill_up)

    assert list(tmp_path.iterdir()) == []


def test_a_picture_without_file_is_named(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(4)
    next(media_folder().rglob("900.jpg")).unlink()

    written = export(tmp_path / "out")

    assert (written.missing, written.files) == (1, 6)
    assert written.missing_names[0].endswith("/900.jpg")
