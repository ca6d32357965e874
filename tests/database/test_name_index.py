"""Words of names are asked for as they are, whatever signs they hold."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.database.name_index import having_name
from blog.models import Subscriber
from tests.factories import make_subscriber


@pytest.mark.parametrize("words", ["o'n", 'quo"te', "back\\sl", "a & b", "c:*", "d | e", "-f", "NOT x"])
def test_no_sign_in_a_name_means_anything_to_the_index(app: Flask, words: str) -> None:
    reader = make_subscriber()
    reader.name_key = f" first {words}last"
    make_subscriber(name="Somebody else")
    db.session.commit()

    found = db.session.scalars(having_name(db.session, select(Subscriber), Subscriber.id, words)).all()

    assert found == [reader]
