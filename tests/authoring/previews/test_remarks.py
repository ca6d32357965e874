"""Remarks follow their paragraph, and tell the author by mail and at the desk."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from blog.authoring.previews.remarks import add_remark, group_by_paragraph, list_waiting_remarks
from blog.database import db
from blog.delivery.composing.mail_kinds.newsroom_mail import skip_remark
from blog.models import Delivery, PreviewLink, Remark, SkipReason
from blog.text.markdown.paragraphs import Paragraph
from tests.delivery.mail_factories import compose, html_of, text_of
from tests.factories import NOW, make_article, make_draft, make_person, make_preview_link, make_remark


def test_a_remark_follows_its_paragraph_and_is_not_lost_with_it() -> None:
    moved, gone = Remark(paragraph=1, quote="It met."), Remark(paragraph=2, quote="It is gone.")
    second, whole = Remark(paragraph=4, quote="Again."), Remark(paragraph=0, quote="")
    text = [Paragraph(1, "New."), Paragraph(2, "Again."), Paragraph(3, "It met."), Paragraph(5, "Again.")]

    places = group_by_paragraph([moved, gone, second, whole], text)

    found = [(place.paragraph.number if place.paragraph else None, place.remarks) for place in places]
    assert found == [(3, [moved]), (5, [second]), (None, [gone, whole])]


def remark_on(link: PreviewLink, words: str = "Did it?", now: datetime = NOW) -> Remark:
    """Add a remark as the guest's form does."""
    made = add_remark(db.session, link, "Rue", 1, words, now)
    db.session.commit()
    return made


def mails() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).where(Delivery.kind == "remark").order_by(Delivery.id)))


def test_the_author_gets_one_mail_for_the_remarks_of_some_minutes(app: Flask) -> None:
    author = make_person(address="ann@example.org")
    link = make_preview_link(make_draft("Tea", author=author, text="It met."))

    for words in ("Did it?", "When?"):
        remark_on(link, words)
    [mail] = mails()
    message = compose(mail)

    assert (mail.address, mail.due_at) == ("ann@example.org", NOW + timedelta(minutes=5))
    assert message["Subject"] == "2 new remarks: Tea"
    assert all(words in text_of(message) for words in ("Rue:", "“It met.”", "Did it?", "When?", "/desk/articles/"))
    assert all(words in html_of(message) for words in ("Did it?", "When?"))


def test_what_was_resolved_meanwhile_is_not_mailed_and_the_next_remark_is(app: Flask) -> None:
    link = make_preview_link(make_draft("Tea", text="It met."))
    first, second = remark_on(link), remark_on(link, "When?")
    first.close(NOW)
    db.session.flush()

    [mail] = mails()
    text = text_of(compose(mail))

    assert skip_remark(mail.remark, NOW) is None
    assert ("When?" in text, "Did it?" in text) == (True, False)
    second.close(NOW)
    db.session.flush()
    assert skip_remark(mail.remark, NOW) is SkipReason.OVERTAKEN


def test_who_cannot_sign_in_gets_no_mail(app: Flask) -> None:
    remark_on(make_preview_link(make_draft(author=make_person(is_suspended=True), text="It met.")))

    assert mails() == []


def test_open_remarks_stand_on_the_authors_desk_until_the_article_is_public(app: Flask) -> None:
    author = make_person()
    draft = make_draft("Tea", author=author, text="It met.")
    for article in (draft, make_article(author=author, text="It met.")):
        make_remark(make_preview_link(article))
    make_remark(make_preview_link(make_draft(author=author)), closed_at=NOW)

    assert list_waiting_remarks(db.session, author) == [(draft, 1)]
    assert list_waiting_remarks(db.session, make_person()) == []
