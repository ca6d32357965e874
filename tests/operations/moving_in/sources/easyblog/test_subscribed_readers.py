"""Subscribers of EasyBlog become one reader each, with what they followed in four of the five scopes."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.models import Delivery, Follow, Subscriber, SubscriberState
from tests.operations.moving_in.exports import OLD, take_in
from tests.operations.moving_in.sources.easyblog.easyblog_rows import easyblog_rows, post
from tests.operations.moving_in.sources.joomla.dumps import write_dump


def test_four_scopes_are_kept_and_the_fifth_is_named(app: Flask, tmp_path: Path, media: Path) -> None:
    scopes = [("site", 0), ("category", 3), ("blogger", 605), ("team", 5), ("entry", 1)]
    rows = [
        {"id": number, "uid": uid, "utype": utype, "user_id": 0, "fullname": "Ada",
         "email": "Reader@Old.example.org", "created": "2020-02-03 04:05:06"}
        for number, (utype, uid) in enumerate(scopes)
    ]  # fmt: skip
    team = [{"id": 5, "title": "The desk", "access": 3}]
    path = write_dump(tmp_path, easyblog_rows(post(1), easyblog_subscriptions=rows, easyblog_team=team))

    _rows, report = take_in(path, site=OLD)

    reader = db.session.scalars(select(Subscriber)).one()
    follows = db.session.scalars(select(Follow)).all()
    assert (reader.state, reader.site_frequency is not None) == (SubscriberState.PENDING, True)
    assert {(bool(one.topic_id), bool(one.author_id), bool(one.article_id)) for one in follows} == {
        (True, False, False), (False, True, False), (False, False, True),
    }  # fmt: skip
    assert [detail for _place, detail in report.losses["item"].places if "team" in detail] == ["team The desk"]
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0
