"""Pages of the ledger and of the list of alerts, without their views."""

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.alerts import alert_queries
from blog.delivery.alerts.alert_queries import (
    FIRST,
    LedgerCursor,
    count_open,
    list_alerts,
    read_ledger_page,
    search_deliveries,
)
from blog.models import AlertState, DeliveryState
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import make_article, make_subscriber


@pytest.mark.parametrize("sorted_at_most", [0, 5_000])
@pytest.mark.parametrize("state", [None, DeliveryState.ACCEPTED])
@pytest.mark.parametrize("limit", [1, 2, 3, 6])
def test_the_pages_of_the_ledger_hold_each_message_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch, limit: int, state: DeliveryState | None, sorted_at_most: int
) -> None:
    monkeypatch.setattr(alert_queries, "MAX_SORTED", sorted_at_most)
    alert = make_alert()
    rows = [owe_row(alert, DeliveryState.ACCEPTED) for _ in range(5)]
    others = [owe_row(alert, DeliveryState.REFUSED)]
    for erased in rows[:2]:
        erased.subscriber_id = None
    db.session.commit()
    found, after = [], FIRST

    while after is not None:
        page = read_ledger_page(db.session, alert, state, LedgerCursor.parse(str(after)), limit)
        found += [row.id for row in page.rows]
        after = page.after

    wanted = [*rows[2:], *(others if state is None else []), *rows[:2]]
    assert found == [row.id for row in wanted]


@pytest.mark.parametrize("text", ["", "x", "-1", "1" * 30, "e", "１"])
def test_a_cursor_that_is_none_begins_anew(text: str) -> None:
    assert LedgerCursor.parse(text) == FIRST


def test_a_search_reaches_all_alerts_unless_one_is_named(app: Flask) -> None:
    reader, alert = make_subscriber("ann@example.com"), make_alert()
    mine = owe_row(alert, DeliveryState.ACCEPTED, reader)
    other = owe_row(make_alert(), DeliveryState.ACCEPTED, reader)

    found = [search_deliveries(db.session, "ANN@", which).rows for which in (None, alert)]

    assert [[row.id for row in rows] for rows in found] == [[other.id, mine.id], [mine.id]]


def test_a_search_for_nothing_finds_nothing(app: Flask) -> None:
    owe_row(make_alert(), DeliveryState.ACCEPTED)

    assert search_deliveries(db.session, " \x00 ").rows == []


def test_the_list_of_alerts_goes_on_below_its_cursor(app: Flask) -> None:
    article = make_article()
    alerts = [make_alert(article=article, kind="update", occasion=number) for number in (1, 2, 3)]

    first = list_alerts(db.session, article.author, limit=2)
    rest = list_alerts(db.session, article.author, before=first.before, limit=2)

    assert [*first.alerts, *rest.alerts] == alerts[::-1]
    assert rest.before is None


def test_open_messages_are_counted_for_open_alerts_alone(app: Flask) -> None:
    sending, finished = make_alert(), make_alert(AlertState.FINISHED)
    for alert in (sending, sending, finished):
        owe_row(alert, DeliveryState.WAITING)

    assert count_open(db.session, [sending, finished]) == {sending.id: 2}
