"""Names without a sort key get one, and all get another where the site's language changed."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import text

from blog.database import db
from blog.models import SiteSetting, Topic
from blog.operations.jobs.sort_keys import sort_key_job
from tests.factories import NOW, make_person, make_topic


def test_a_name_that_was_written_by_hand_finds_its_place(app: Flask) -> None:
    for name in ("Zebra", "apple", "Čeština"):
        make_topic(name)
    person = make_person("Ärger")
    key = person.sort_key
    db.session.execute(text("UPDATE topics SET name = 'Änderungen', sort_key = '' WHERE name = 'Zebra'"))
    db.session.execute(text("UPDATE people SET sort_key = ''"))
    db.session.expire_all()

    assert sort_key_job()(db.session, NOW) is False
    db.session.commit()

    names = [topic.name for topic in db.session.scalars(Topic.by_name())]
    assert names == ["Änderungen", "apple", "Čeština"]
    assert person.sort_key == key


def test_names_are_sorted_again_soon_after_the_language_was_changed(app: Flask) -> None:
    for name in ("Zoo", "Åland", "Abend"):
        make_topic(name)
    job = sort_key_job()
    job(db.session, NOW)
    assert [topic.name for topic in db.session.scalars(Topic.by_name())] == ["Abend", "Åland", "Zoo"]

    SiteSetting.write(db.session, "content_language", "sv")
    job(db.session, NOW + timedelta(seconds=30))
    db.session.commit()

    assert [topic.name for topic in db.session.scalars(Topic.by_name())] == ["Abend", "Zoo", "Åland"]
