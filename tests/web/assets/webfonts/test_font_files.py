"""Where the files of the typeface come from."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from blog.web.assets.webfonts import font_files
from blog.web.assets.webfonts.font_files import find_font_files, keep_files, read_files, recipe
from blog.web.assets.webfonts.subsets import SUBSETS, subsets_of
from blog.web.site_identity.look.typefaces import BITTER, SOURCE_SERIF, Typeface

NAMES = {subset.name for subset in SUBSETS}


def make_fakes(folder: Path, face: Typeface = SOURCE_SERIF, content: bytes = b"font") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for subset in subsets_of(face):
        (folder / f"{subset.name}.woff2").write_bytes(content)
    return folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package without files, whose program makes them in no time."""
    monkeypatch.setattr(font_files, "package_folder", lambda: tmp_path / "blog")
    monkeypatch.setattr(font_files, "run_maker", make_fakes)
    return tmp_path / "blog"


def test_they_are_made_once_and_read_from_then_on(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = find_font_files(tmp_path / "instance")
    monkeypatch.setattr(font_files, "run_maker", lambda *_: pytest.fail("made again"))

    assert find_font_files(tmp_path / "instance") == made == dict.fromkeys(NAMES, b"font")
    assert (package / "web/static/fonts/source-serif-4" / recipe(SOURCE_SERIF) / "latin.woff2").is_file()


def test_an_installed_package_keeps_them_in_the_instance(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_files, "is_checkout", lambda: False)

    find_font_files(tmp_path / "instance")

    assert set(read_files(tmp_path / "instance/fonts/source-serif-4" / recipe(SOURCE_SERIF), SOURCE_SERIF)) == NAMES
    assert not package.exists()


@pytest.mark.parametrize("error", [OSError("full"), subprocess.CalledProcessError(1, "maker")])
def test_without_them_the_site_starts_with_a_warning(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_names: object) -> None:
        raise error

    monkeypatch.setattr(font_files, "run_maker", fail)

    with capture_logs() as lines:
        assert find_font_files(tmp_path / "instance") == {}
    assert [line["event"] for line in lines] == ["typeface_not_made"]
    assert not package.exists()


def test_where_nothing_can_be_written_they_serve_this_start(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "instance").write_text("no folder")
    monkeypatch.setattr(font_files, "is_checkout", lambda: False)

    with capture_logs() as lines:
        assert set(find_font_files(tmp_path / "instance")) == NAMES
    assert [line["event"] for line in lines] == ["typeface_not_kept"]


def test_those_of_another_recipe_go(package: Path, tmp_path: Path) -> None:
    place = package / "web/static/fonts/source-serif-4"
    make_fakes(place / "older")
    make_fakes(place.parent / "0123456789ab")
    make_fakes(place.parent / "bitter" / recipe(BITTER), BITTER)

    keep_files(make_fakes(tmp_path / "made"), place, SOURCE_SERIF)

    assert [entry.name for entry in place.iterdir()] == [recipe(SOURCE_SERIF)]
    assert {entry.name for entry in place.parent.iterdir()} == {"source-serif-4", "bitter"}


def test_who_comes_second_takes_what_the_first_one_kept(package: Path, tmp_path: Path, monkeypatch: Any) -> None:
    place = package / "web/static/fonts/source-serif-4"
    kept = make_fakes(place / recipe(SOURCE_SERIF), content=b"first")

    monkeypatch.setattr(Path, "rename", lambda *_names: (_ for _ in ()).throw(OSError("not empty")))
    monkeypatch.setattr(font_files.shutil, "rmtree", lambda *_names, **_more: None)

    assert keep_files(make_fakes(tmp_path / "made"), place, SOURCE_SERIF)
    assert read_files(kept, SOURCE_SERIF)["latin"] == b"first"


def test_half_of_the_files_are_none(tmp_path: Path) -> None:
    (make_fakes(tmp_path) / "greek.woff2").unlink()

    assert read_files(tmp_path, SOURCE_SERIF) == {}
