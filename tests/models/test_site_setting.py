"""A setting of the site is one row, however often it is chosen."""

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import SiteSetting


def test_the_last_choice_holds_and_may_be_anything_that_json_can_say(app: Flask) -> None:
    for value in ("Bote", "", 7, False, ["a", {"b": None}]):
        SiteSetting.write(db.session, "name", value)
        db.session.commit()
        db.session.expire_all()

        assert db.session.scalars(select(SiteSetting)).one().value == value
