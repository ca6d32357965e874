"""The files beside the package are found in a checkout and in an installed wheel."""

import re
from pathlib import Path

import pytest

from blog.config import locations

ROOT = Path(__file__).parents[2]


@pytest.fixture
def wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The package folder of an installed wheel, with another folder as the working directory."""
    package = tmp_path / "site-packages/blog"
    (package / "migrations").mkdir(parents=True)
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setattr(locations, "package_folder", lambda: package)
    return package


def test_a_checkout_keeps_migrations_and_instance_beside_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    assert locations.migrations_folder() == ROOT / "migrations"
    assert locations.default_instance_folder() == ROOT / "instance"


def test_a_wheel_carries_its_migrations_and_works_in_the_present_folder(wheel: Path) -> None:
    assert locations.migrations_folder() == wheel / "migrations"
    assert locations.default_instance_folder() == Path.cwd() / "instance"


def test_the_version_has_three_numbers() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", locations.read_version())
