"""Of an article that is deleted for good no word is left but in the audit trail, and who was told still counts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import String, cast, func, or_, select

from blog.authoring.drafts.erasing import LEFT, Erasure, NeverPublic, erase_article, find_own_pictures, list_keys
from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.database import Base, db
from blog.models import (
    Alert,
    AlertState,
    Article,
    ArticleEvent,
    ArticleState,
    AuditEvent,
    Correction,
    CorrectionKind,
    Delivery,
    DeliveryState,
    ErrorReport,
    EventKind,
    Picture,
    PictureUse,
    SlugRedirect,
)
from blog.pictures.files.references import record_picture_uses
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import (
    NOW,
    make_article,
    make_draft,
    make_follow,
    make_preview_link,
    make_remark,
    make_subscriber,
    save,
)
from tests.pictures.picture_factories import make_picture

WORD = "Zebulon"
ERASURE = Erasure("A court order.", "Deleted article", None)


def make_written(**more: object) -> Article:
    """Make an article that names WORD wherever something can be written about it."""
    article = make_article(WORD, text=f"{WORD} said.", standfirst=WORD, lead_caption=WORD, **more)
    record_revision(db.session, article, NOW, RevisionMetadata())
    correction = Correction(
        article=article, kind=CorrectionKind.CORRECTION, old_wording=WORD, new_wording=WORD, explanation=WORD,
        corrected_at=NOW,
    )  # fmt: skip
    link = make_preview_link(article, label=WORD)
    make_remark(link, words=WORD, quote=WORD, name=WORD)
    save(correction)
    save(ErrorReport(article=article, paragraph=1, quote=WORD, words=WORD, address="z@example.org", reported_at=NOW))
    save(ArticleEvent(article=article, kind=EventKind.RETURNED, happened_at=NOW, note=WORD))
    save(SlugRedirect(slug="old-tea", article_id=article.id, created_at=NOW))
    make_follow(make_subscriber(), article=article)
    return article


def places_of(word: str) -> set[str]:
    """Return the tables in which *word* stands."""
    found = set()
    for table in Base.metadata.sorted_tables:
        texts = or_(*(cast(column, String).contains(word) for column in table.columns))
        if db.session.scalar(select(func.count()).select_from(table).where(texts)):
            found.add(table.name)
    return found


def test_no_word_is_left_but_in_the_audit_trail(app: Flask) -> None:
    article = make_written()
    make_alert(article=article, note=WORD)
    before = places_of(WORD)

    erase_article(db.session, article, ERASURE, NOW)
    db.session.commit()

    [event] = db.session.scalars(select(AuditEvent))
    assert len(before) > 7
    assert places_of(WORD) == {"audit_events"}
    assert (event.subject, event.details["reason"]) == (WORD, "A court order.")
    for key in list_keys():
        assert not db.session.scalar(select(func.count()).where(key == article.id)), key


def test_who_was_told_still_counts_and_what_waits_is_not_sent(app: Flask) -> None:
    article = make_written()
    alert = make_alert(AlertState.SENDING, article=article)
    told, waiting = owe_row(alert, DeliveryState.ACCEPTED), owe_row(alert, DeliveryState.WAITING)
    event = db.session.scalars(select(ArticleEvent)).one()
    review = save(Delivery(kind="review", event=event, address="a@example.org", owed_at=NOW, due_at=NOW))

    erase_article(db.session, article, ERASURE, NOW)
    db.session.commit()

    assert (alert.state, alert.article.headline) == (AlertState.CANCELLED, "Deleted article")
    assert (told.state, review.state) == (DeliveryState.ACCEPTED, DeliveryState.SKIPPED)
    assert db.session.get(Delivery, waiting.id) is not None
    assert {Alert.__tablename__, Delivery.__tablename__} <= LEFT


def test_the_chosen_pictures_that_are_nowhere_else_go_too(app: Flask) -> None:
    chosen, kept, shared = make_picture(), make_picture(), make_picture()
    article, other = make_article(text="Tea."), make_article(text="Cake.")
    for picture, shown_in in ((chosen, article), (kept, article), (shared, article), (shared, other)):
        save(PictureUse(picture_id=picture.id, article_id=shown_in.id, is_in_body=True))
    ids = (chosen.id, kept.id, shared.id)

    erase_article(db.session, article, Erasure("Why.", "Deleted article", None, picture_ids=(ids[0], ids[2])), NOW)
    db.session.commit()

    assert [db.session.get(type(shared), id) is not None for id in ids] == [False, True, True]


@pytest.mark.parametrize("state", [ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.ENDED])
def test_it_goes_in_every_state_in_which_readers_may_have_seen_it(app: Flask, state: ArticleState) -> None:
    article = make_article(text="Tea.", state=state, ends_at=NOW + timedelta(days=1))

    erase_article(db.session, article, ERASURE, NOW)

    assert (article.state, article.ends_at, article.body_html) == (ArticleState.DELETED, None, "")


def test_a_draft_is_not_deleted_this_way(app: Flask) -> None:
    with pytest.raises(NeverPublic):
        erase_article(db.session, make_draft(), ERASURE, NOW)


@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_a_picture_of_shared_links_goes_too_unless_another_article_shows_it(app: Flask, is_elsewhere: bool) -> None:
    picture = make_picture()
    article, other = make_article(social_picture=picture.key), make_article()
    other.social_picture = picture.key if is_elsewhere else ""
    for one in (article, other):
        record_picture_uses(db.session, one)
    offered = find_own_pictures(db.session, article)

    erase_article(db.session, article, replace(ERASURE, picture_ids=[picture.id]), NOW)
    db.session.commit()

    assert (offered, article.social_picture) == ([] if is_elsewhere else [picture], "")
    assert db.session.scalars(select(Picture.key)).all() == ([picture.key] if is_elsewhere else [])


def test_translations_stay_public_and_translations_of_each_other(app: Flask) -> None:
    original = make_article("Tea", slug="tea", text="Zebulon.")
    for slug, language in (("tee", "de"), ("the", "fr")):
        make_article(slug.title(), slug=slug, language=language, translation_of_id=original.id)
    lone, translation = make_article("Coffee", slug="coffee"), make_article("Kaffee", slug="kaffee", language="de")
    translation.translation_of_id = lone.id

    for article in (original, translation):
        erase_article(db.session, article, ERASURE, NOW)
        db.session.commit()
    reader = app.test_client()
    pages = {slug: reader.get(f"/articles/{slug}") for slug in ("tee", "the", "coffee", "tea", "kaffee")}

    assert [page.status_code for page in pages.values()] == [200, 200, 200, 410, 410]
    assert 'hreflang="fr"' in pages["tee"].text
    assert 'hreflang="de"' in pages["the"].text
    assert '/articles/tea"' not in pages["tee"].text
    assert "kaffee" not in pages["coffee"].text
