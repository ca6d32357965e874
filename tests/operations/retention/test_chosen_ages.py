"""What is older than the operator wants goes, but for what pages and checks still rely on."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.devmail.smtp_server import list_messages, save_message
from blog.models import (
    Article,
    ArticleEvent,
    ArticleState,
    AuditEvent,
    AuditKind,
    Delivery,
    EventKind,
    PageKind,
    PageViews,
    ViewedPage,
)
from blog.models.page_views import add_views
from blog.operations.retention.chosen_ages import (
    MONTH,
    age_of,
    delete_old_audit,
    delete_old_events,
    delete_old_mail,
    delete_old_views,
    retention_jobs,
)
from tests.delivery.devmail.messages import MESSAGE
from tests.factories import NOW, make_article, make_draft, make_person, save
from tests.settings import named

OLD = NOW - 2 * MONTH
BEFORE = NOW - MONTH


def make_event(article: Article, kind: EventKind = EventKind.SUBMITTED) -> int:
    return int(save(ArticleEvent(article=article, kind=kind, happened_at=OLD)).id)


def test_the_last_sign_in_of_each_person_stays_and_the_rest_leaves_in_steps(app: Flask) -> None:
    person, other = make_person(), make_person("Ada Other")
    events = [
        save(AuditEvent(kind=kind, happened_at=OLD + number * timedelta(hours=1), person_id=who.id)).id
        for number, (kind, who) in enumerate(
            [(AuditKind.SIGNED_IN, person)] * 3 + [(AuditKind.PUBLISHED, person), (AuditKind.SIGNED_IN, other)]
        )
    ]
    recent = save(AuditEvent(kind=AuditKind.EXPORTED, happened_at=NOW)).id

    steps = [delete_old_audit(db.session, BEFORE, 2) for _ in range(2)]

    assert steps == [True, False]
    assert sorted(db.session.scalars(select(AuditEvent.id))) == sorted([events[2], events[4], recent])


def test_histories_of_what_is_being_worked_on_stay_and_so_do_reasons(app: Flask) -> None:
    public, changed = make_article(), make_article()
    make_draft(pending_for_id=changed.id)
    kept = [make_event(make_draft(state=state)) for state in (ArticleState.DRAFT, ArticleState.IN_REVIEW)]
    kept += [make_event(changed), make_event(public, EventKind.OVERRULED)]
    gone = make_event(public)
    kept.append(save(ArticleEvent(article=public, kind=EventKind.UPDATED, happened_at=NOW)).id)
    notice = {"kind": "review", "address": "a@example.com", "owed_at": OLD, "due_at": OLD, "settled_at": OLD}
    save(Delivery(event_id=gone, state="accepted", **notice))

    is_more = delete_old_events(db.session, BEFORE)

    assert is_more is False
    assert sorted(db.session.scalars(select(ArticleEvent.id))) == sorted(kept)


def test_old_captured_mail_is_deleted_and_other_files_stay(tmp_path: Path) -> None:
    for moment in (1, 2):
        (tmp_path / f"{moment:019d}-0123abcd.eml").write_bytes(MESSAGE)
    (tmp_path / "letter.eml").write_bytes(MESSAGE)
    kept = save_message(tmp_path, MESSAGE)

    steps = [delete_old_mail(tmp_path, BEFORE, 1) for _ in range(3)]

    assert steps == [True, True, False]
    assert [message.name for message in list_messages(tmp_path)] == [kept.name]
    assert (tmp_path / "letter.eml").exists()
    assert delete_old_mail(tmp_path / "missing", BEFORE) is False


def test_page_views_leave_day_by_day(app: Flask) -> None:
    for day in (OLD, OLD + timedelta(1), NOW):
        add_views(db.session, day.date(), {ViewedPage(PageKind.FRONT): 1})

    steps = [delete_old_views(db.session, BEFORE) for _ in range(3)]

    assert steps == [True, True, False]
    assert db.session.scalars(select(PageViews.day)).all() == [NOW.date()]


@pytest.mark.parametrize(
    ("name", "months"),
    [("LEDGER_MONTHS", 1), ("AUDIT_MONTHS", 24), ("ARTICLE_EVENT_MONTHS", 9), ("PAGE_VIEW_MONTHS", 13)],
)
def test_nothing_is_deleted_that_no_setting_names(tmp_path: Path, name: str, months: int) -> None:
    none = {"CAPTURED_MAIL_MONTHS": 0, "PAGE_VIEW_MONTHS": 0}
    silent = retention_jobs(named(**none), tmp_path)

    asked = retention_jobs(named(**{**none, name: months}), tmp_path)

    assert (len(silent), len(asked)) == (0, 1)


def test_a_month_is_never_short_and_no_number_is_too_large() -> None:
    assert age_of(12) > timedelta(days=366)
    assert NOW - age_of(10**9) < NOW - timedelta(days=36_500)
