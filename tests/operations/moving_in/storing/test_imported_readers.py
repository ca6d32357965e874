"""Readers of another program come once, with what they followed, and get no mail unless the operator asks for it."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Delivery, Follow, Person, Subscriber, SubscriberState, Topic
from blog.operations.moving_in.dry_run import rehearse
from blog.operations.moving_in.imported_items import Loss, LossKind, ReaderItem
from blog.operations.moving_in.moving_report import MovingReport
from blog.operations.moving_in.storing.imported_readers import ReaderImportOptions
from tests.factories import make_subscriber
from tests.operations.moving_in.exports import begin, count, term, write_wxr, wxr_item

SINCE = datetime(2015, 6, 1, tzinfo=UTC)
READERS = [
    ReaderItem("Ada@example.org", "Ada", SINCE, follows_site=True),
    ReaderItem("ada@example.org", topics=["Harbour"]),
    ReaderItem("ada@EXAMPLE.org", topics=["Harbour", "Gone"], authors=["maren", "nobody"], articles=["1", "77"]),
    ReaderItem("ada@example.org", losses=[Loss(LossKind.ITEM, "team Sports")]),
    ReaderItem("bo@example.org", articles=["1"]),
    ReaderItem("cy@example.org", has_left=True, follows_site=True),
    ReaderItem("no address"),
]


def take_in(
    tmp_path: Path, readers: Sequence[ReaderItem] = READERS, *, is_dry: bool = False, is_asking: bool = False
) -> MovingReport:
    """Import an article of one author and topic with *readers*."""
    with ExitStack() as stack:
        run = begin(stack, write_wxr(tmp_path, [wxr_item(1, inner=term("Harbour", "harbour"))]))
        run.contents = replace(run.contents, readers=lambda: iter(readers))
        run.readers = ReaderImportOptions("s" * 32, is_asking)
        for _row in rehearse(run, db.session) if is_dry else run.steps(db.session):
            db.session.commit()
        return run.report


def reader(address: str) -> Subscriber:
    return db.session.scalars(select(Subscriber).where(Subscriber.address_key == address)).one()


def test_one_person_keeps_what_was_followed_in_every_scope(app: Flask, tmp_path: Path) -> None:
    report = take_in(tmp_path)

    ada = reader("ada@example.org")
    follows = db.session.scalars(select(Follow).where(Follow.subscriber_id == ada.id)).all()
    followed = {(one.topic_id, one.author_id, one.article_id) for one in follows}
    ids = [db.session.scalars(select(model.id)).one() for model in (Topic, Person, Article)]
    assert followed == {(ids[0], None, None), (None, ids[1], None), (None, None, ids[2])}
    assert (ada.name, ada.site_frequency is not None, ada.requested_at) == ("Ada", True, SINCE)
    assert reader("bo@example.org").site_frequency is None
    assert report.readers == count(Subscriber) == 3
    assert ("subscriptions", "team Sports") in report.losses["item"].places


def test_nobody_is_mailed_and_who_left_stays_away(app: Flask, tmp_path: Path) -> None:
    take_in(tmp_path)

    assert count(Delivery) == 0
    assert reader("ada@example.org").state is SubscriberState.PENDING
    assert reader("cy@example.org").state is SubscriberState.LEFT


def test_permission_is_asked_for_where_the_operator_says_so(app: Flask, tmp_path: Path) -> None:
    take_in(tmp_path, is_asking=True)

    asked = set(db.session.scalars(select(Delivery.subscriber_id)))
    assert asked == {reader("ada@example.org").id, reader("bo@example.org").id}


def test_who_is_here_stays_as_they_are_and_a_second_run_changes_nothing(app: Flask, tmp_path: Path) -> None:
    make_subscriber("bo@example.org")
    take_in(tmp_path)
    before = (count(Subscriber), count(Follow))

    report = take_in(tmp_path)

    assert report.readers == 0
    assert (count(Subscriber), count(Follow)) == before
    assert reader("bo@example.org").state is SubscriberState.CONFIRMED


def test_a_dry_run_counts_them_and_writes_nothing(app: Flask, tmp_path: Path) -> None:
    assert take_in(tmp_path, is_dry=True).readers == 3
    assert count(Subscriber) == 0
