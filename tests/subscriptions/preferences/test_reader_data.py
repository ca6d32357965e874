"""What is handed out of the data about a reader: all that is held, and nothing about anybody else."""

import re

from flask import Flask
from sqlalchemy import Column

from blog.database import db
from blog.models import Article, ArticleState, ErrorReport
from blog.subscriptions.preferences.reader_data import READER_DATA, label_data, read_reader_data
from blog.subscriptions.preferences.reader_data_labels import NOT_OF_READERS
from tests.databases import asked_of_database
from tests.delivery.mail_factories import alert_for
from tests.factories import NOW, make_article, make_follow, make_subscriber, save
from tests.subscriptions.test_erasure import ANN, furnish

MAY_HOLD_AN_ADDRESS = re.compile(r"address|mail|recipient|sender|contact")


def all_columns() -> list[Column]:
    return [column for table in db.metadata.sorted_tables for column in table.columns]


def test_each_column_that_may_hold_an_address_is_handed_out_or_named(sqlite_app: Flask) -> None:
    named = {f"{table.name}.{column}" for table in READER_DATA for column in (*table.columns, *table.withheld)}

    suspects = {str(column) for column in all_columns() if MAY_HOLD_AN_ADDRESS.search(column.name)}

    assert suspects - named - set(NOT_OF_READERS) == set()
    assert set(NOT_OF_READERS) <= suspects


def test_each_table_about_a_reader_is_handed_out_with_every_column_or_a_reason(sqlite_app: Flask) -> None:
    about_readers = {column.table.name for column in all_columns() if column.references(subscribers_id())}
    for table in READER_DATA:
        assert sorted((*table.columns, *table.withheld)) == sorted(table.model.__table__.columns.keys())

    assert about_readers - {table.name for table in READER_DATA} == set()


def subscribers_id() -> Column:
    return db.metadata.tables["subscribers"].c.id


def test_everything_is_handed_out(app: Flask) -> None:
    data = read_reader_data(db.session, furnish())

    assert {name: len(rows) for name, rows in data.items()} == {
        "subscribers": 1,
        "follows": 1,
        "follow_requests": 1,
        "address_changes": 1,
        "deliveries": 3,
        "bounces": 2,
        "error_reports": 1,
        "remarks": 1,
        "preview_links": 1,
    }
    assert data["subscribers"][0]["address"] == ANN
    assert data["deliveries"][0]["answer"] == f"550 5.1.1 <{ANN}> unknown"
    assert data["follow_requests"][0]["consent_wording"] == "Yes."
    assert all(label for _title, rows in label_data(data) for row in rows for label, _value in row)


def test_an_address_that_was_only_asked_for_brings_nothing_of_its_owner(app: Flask) -> None:
    thief = make_subscriber("thief@example.com", new_address="bob@example.com", change_key="c")
    article = make_article()
    save(ErrorReport(article=article, paragraph=1, words="Of Bob.", address="bob@example.com", reported_at=NOW))

    assert read_reader_data(db.session, thief)["error_reports"] == []


def test_a_text_that_is_not_public_is_not_named(app: Flask) -> None:
    ann, draft = make_subscriber(ANN), make_article(state=ArticleState.WITHDRAWN, headline="Secret plans")
    save(ErrorReport(article=draft, paragraph=1, words="Wrong.", address=ANN, reported_at=NOW))

    assert isinstance(draft, Article)
    assert "Secret plans" not in str(read_reader_data(db.session, ann))


def test_more_rows_ask_no_more_queries(app: Flask) -> None:
    ann, asked = furnish(), list[int]()
    for _ in range(2):
        db.session.expire_all()
        with asked_of_database() as statements:
            read_reader_data(db.session, ann)
        asked.append(len(statements))
        for _ in range(3):
            alert_for().subscriber = ann
            make_follow(ann, article=make_article())
            save(ErrorReport(article=make_article(), paragraph=1, words="No.", address=ann.address, reported_at=NOW))
        db.session.commit()

    assert asked[1] <= asked[0]
