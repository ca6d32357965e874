"""What waits for whom on the front page of the desk."""

from datetime import timedelta

from flask import Flask

from blog.authoring.dashboard.overview.waiting import WaitingKind, count_waiting, list_waiting
from blog.authoring.publishing.article_history import record_event
from blog.database import db
from blog.models import ArticleState, DeliveryState, ErrorReport, EventKind, Person, Role
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_article, make_draft, make_person, make_preview_link, make_remark, save


def waiting_for(person: Person) -> list[tuple[WaitingKind, str]]:
    """Return kind and headline of what waits for *person*."""
    return [(item.kind, item.article.headline) for item in list_waiting(db.session, person, NOW)]


def make_trouble(writer: Person) -> None:
    """Make one thing of each kind that waits about articles of *writer*."""
    for state, kind, headline in (
        (ArticleState.IN_REVIEW, EventKind.SUBMITTED, "Handed in"),
        (ArticleState.DRAFT, EventKind.RETURNED, "Returned"),
    ):
        article = make_draft(headline, author=writer, state=state)
        record_event(db.session, article, kind, NOW, person_id=writer.id, note="Is it so?")
    make_remark(make_preview_link(make_draft("Remarked", author=writer)))
    make_remark(make_preview_link(make_draft("Answered", author=writer)), closed_at=NOW)
    save(ErrorReport(article=make_article("Wrong", author=writer), paragraph=1, words="No.", reported_at=NOW))
    owe_row(make_alert(article=make_article("Sent", author=writer)), DeliveryState.DEFERRED)


def test_each_role_finds_what_it_can_act_on(app: Flask) -> None:
    writer, editor = make_person(role=Role.CONTRIBUTOR), make_person(role=Role.EDITOR)
    make_trouble(writer)

    assert waiting_for(writer) == [(WaitingKind.RETURNED, "Returned"), (WaitingKind.REMARKS, "Remarked")]
    assert waiting_for(editor) == [
        (WaitingKind.REVIEW, "Handed in"),
        (WaitingKind.REPORT, "Wrong"),
        (WaitingKind.MAIL, "Sent"),
    ]
    assert waiting_for(make_person(role=Role.AUTHOR)) == []


def test_the_words_of_author_reader_and_guest_stand_with_it(app: Flask) -> None:
    editor = make_person(role=Role.EDITOR)
    make_trouble(editor)

    items = {item.kind: item for item in list_waiting(db.session, editor, NOW)}

    assert items[WaitingKind.REVIEW].words == items[WaitingKind.RETURNED].words == "Is it so?"
    assert items[WaitingKind.REPORT].words == "No."
    assert (items[WaitingKind.REMARKS].by, items[WaitingKind.REMARKS].words) == ("Guest", "Did it?")
    assert count_waiting(db.session, editor, NOW) == len(items) == 5


def test_mail_that_was_put_off_long_ago_waits_no_more(app: Flask) -> None:
    editor = make_person(role=Role.EDITOR)
    owe_row(make_alert(), DeliveryState.DEFERRED)

    assert [len(list_waiting(db.session, editor, NOW + timedelta(days=days))) for days in (1, 8)] == [1, 0]
