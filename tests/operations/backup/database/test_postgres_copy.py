"""Rows come out of Postgres and go into it as they are, and no id is given out twice."""

from flask import Flask

from blog.database import db
from blog.models import Subscriber
from blog.operations.backup.archive.manifest import Table
from blog.operations.backup.database.postgres_copy import keep_last_ids, read_parts, snapshot
from blog.operations.backup.database.row_digest import RowDigest
from tests.databases import on_postgres
from tests.factories import make_subscriber

TABLE = Table("subscribers", (("id", "integer"), ("name", "character varying")))


@on_postgres
def test_a_snapshot_reads_whole_lines_and_counts_them(app: Flask) -> None:
    first = make_subscriber(name="Zoë\tTab").id
    digest = RowDigest()
    with snapshot(db.engine) as connection:
        make_subscriber(name="late")
        parts = list(read_parts(connection, TABLE, digest))

    assert parts == [f"{first}\tZoë\\tTab\n".encode()]
    assert digest.rows == 1


@on_postgres
def test_an_id_whose_row_is_gone_is_not_given_out_again(app: Flask) -> None:
    gone = make_subscriber().id + 1000
    with db.engine.begin() as connection:
        keep_last_ids(connection, [("subscribers", gone), ("profiles", 3)])

    assert make_subscriber().id == gone + 1
    assert db.session.query(Subscriber).count() == 2
