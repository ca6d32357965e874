"""A development run fills an empty database once and keeps the login for later starts."""

import stat
from pathlib import Path

import pytest
from flask import Flask

from blog.operations.demo import dev_setup
from blog.operations.demo.dev_setup import LOGIN_FILE, prepare, write_private
from tests.databases import on_sqlite
from tests.factories import make_person


def test_the_login_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / LOGIN_FILE

    write_private(file, "ann / secret")

    assert file.read_text("utf-8") == "ann / secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@on_sqlite
@pytest.mark.parametrize("login", [None, "ann@example.org / secret"])
def test_a_newsroom_with_people_is_left_alone(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, login: str | None
) -> None:
    make_person()
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    monkeypatch.setattr(dev_setup, "upgrade", lambda: None)
    monkeypatch.setattr(dev_setup, "seed_newsroom", lambda *_: pytest.fail("It has people."))
    if login:
        write_private(tmp_path / LOGIN_FILE, login)

    assert prepare(app) == login
