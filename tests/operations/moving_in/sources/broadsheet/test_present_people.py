"""Who is on a new site already stays: the same person keeps the password, others keep their names and ids apart."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import LoginSession, Person, Role
from tests.factories import NOW, make_article, make_person
from tests.operations.moving_in.sources.broadsheet.round_trip import empty_here, take_in
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.sites import furnish


def test_who_is_here_already_keeps_the_password_and_comes_in(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(16)
    known = db.session.scalars(select(Person.address).where(Person.name.startswith("Author 1"))).one()
    export(tmp_path / "out")
    empty_here()
    own = {"address": known.upper(), "address_key": known.casefold(), "slug": "guest"}
    make_person("The same", Role.ADMINISTRATOR, password_hash="a hash", **own)
    begin_session(db.session, db.session.scalars(Person.by_address(known.casefold())).one(), NOW)
    make_person("Somebody else", Role.ADMINISTRATOR, password_hash="another")

    result = take_in(app, tmp_path / "out")

    assert result.exit_code == 0, result.output
    same = db.session.scalars(Person.by_address(known.casefold())).one()
    assert (same.password_hash, same.role, same.name[:8]) == ("a hash", Role.ADMINISTRATOR, "Author 1")
    assert db.session.scalars(select(LoginSession.person_id)).all() == [same.id]
    assert db.session.scalars(select(Person.password_hash).where(Person.name == "Somebody else")).all() == ["another"]
    assert make_article("Written here").id > 0
