"""Names without a sort key get one, and all get another where the site's language changed."""

from flask import Flask
from sqlalchemy import text

from blog.database import db
from blog.models import Topic
from blog.operations.jobs.sort_keys import renew_sort_keys
from tests.factories import NOW, make_person, make_topic


def test_a_name_that_was_written_by_hand_finds_its_place(app: Flask) -> None:
    for name in ("Zebra", "apple", "Čeština"):
        make_topic(name)
    person = make_person("Ärger")
    key = person.sort_key
    db.session.execute(text("UPDATE topics SET name = 'Änderungen', sort_key = '' WHERE name = 'Zebra'"))
    db.session.execute(text("UPDATE people SET sort_key = ''"))
    db.session.expire_all()

    assert renew_sort_keys(db.session, NOW) is False
    db.session.commit()

    names = [topic.name for topic in db.session.scalars(Topic.by_name())]
    assert names == ["Änderungen", "apple", "Čeština"]
    assert person.sort_key == key
