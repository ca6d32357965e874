"""Linking the translations of one article, and drafting one from it."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.revision_page.translations import (
    NotLinkable,
    OtherGroup,
    SameLanguage,
    link_translation,
    list_group,
    start_translation,
    unlink_translation,
)
from blog.database import db
from blog.models import Article, PictureUse
from tests.factories import NOW, make_article, make_draft, make_person, make_topic
from tests.pictures.picture_factories import make_picture


def group_of(article: Article) -> list[str]:
    return [one.headline for one in list_group(db.session, article)]


def test_a_draft_begins_with_the_text_and_is_linked(app: Flask) -> None:
    original = make_article("Harbour opens", body_markdown="At dawn.", topics=[make_topic("Harbour")])
    maren = make_person()

    draft = start_translation(db.session, original, "de", maren, NOW)

    assert (draft.headline, draft.body_markdown, draft.language) == ("Harbour opens", "At dawn.", "de")
    assert [topic.name for topic in draft.topics] == ["Harbour"]
    assert draft.author is maren
    assert draft.slug != original.slug
    assert draft.translation_of_id == original.id
    assert not draft.was_public


def test_a_translation_of_a_translation_belongs_to_the_original(app: Flask) -> None:
    original = make_article("Harbour opens")
    german = make_article("Hafen", language="de")
    link_translation(db.session, original, german)

    french = start_translation(db.session, german, "fr", make_person(), NOW)

    assert french.translation_of_id == original.id
    assert group_of(french) == ["Harbour opens", "Hafen", "Hafen"]


def test_a_group_has_each_language_once(app: Flask) -> None:
    original, german = make_article("Harbour opens"), make_article("Hafen", language="de")
    link_translation(db.session, original, german)

    with pytest.raises(SameLanguage):
        link_translation(db.session, original, make_article("Häfen", language="de"))
    with pytest.raises(SameLanguage):
        start_translation(db.session, german, "", make_person(), NOW)
    with pytest.raises(SameLanguage):
        start_translation(db.session, german, "en", make_person(), NOW)


def test_what_cannot_be_linked(app: Flask) -> None:
    original, german = make_article("Harbour opens"), make_article("Hafen", language="de")
    pending = make_draft("Harbour", pending_for_id=original.id, language="fr")
    other, its_own = make_article("Tea"), make_article("Thé", language="fr")
    link_translation(db.session, other, its_own)

    with pytest.raises(NotLinkable):
        link_translation(db.session, original, original)
    with pytest.raises(NotLinkable):
        link_translation(db.session, original, pending)
    with pytest.raises(OtherGroup):
        link_translation(db.session, german, other)


def test_an_original_that_leaves_makes_room_for_its_oldest_translation(app: Flask) -> None:
    original = make_article("Harbour opens")
    german, french = make_article("Hafen", language="de"), make_article("Port", language="fr")
    for one in (german, french):
        link_translation(db.session, original, one)

    unlink_translation(db.session, original)
    db.session.expire_all()

    assert group_of(original) == ["Harbour opens"]
    assert group_of(french) == ["Hafen", "Port"]
    unlink_translation(db.session, french)
    assert group_of(german) == ["Hafen"]


def test_a_draft_begins_with_the_picture_of_shared_links(app: Flask) -> None:
    picture = make_picture()
    original = make_article("Harbour opens", social_picture=picture.key, meta_description="In English")

    draft = start_translation(db.session, original, "de", make_person(), NOW)

    assert (draft.social_picture, draft.meta_description) == (picture.key, "")
    assert db.session.scalars(select(PictureUse.article_id)).all() == [draft.id]
