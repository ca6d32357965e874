"""The migration that began the library reads what articles and revisions already showed."""

import flask_migrate
from sqlalchemy import select

from blog.database import db
from blog.models import Picture, PictureUse, Revision, RevisionKind
from blog.pictures.library.picture_list import find_pictures
from tests.conftest import MIGRATIONS
from tests.factories import NOW, make_draft, make_person, save
from tests.pictures.picture_factories import make_picture, mark

BEFORE = "0009"


def keep_revision(article, text: str, lead: str) -> None:
    words = {"headline": "x", "standfirst": "", "body_markdown": text, "details": {"lead_picture": lead}, "note": ""}
    kind = {"kind": RevisionKind.SAVE, "is_public": False, "is_minor": False}
    save(Revision(article_id=article.id, number=1, saved_at=NOW, **words, **kind))


def test_uses_and_words_of_what_was_there_are_known_after_the_update(app):
    lead, inner, former, past = (make_picture(alt) for alt in ("", "Inner café", "Former", "Past"))
    words = {"lead_alt": "A well", "lead_caption": "On Tuesday", "lead_credit": "Mira"}
    article = make_draft(lead_picture=lead, text=f"{mark(inner)} ![x](picture:gone)", **words)
    keep_revision(article, mark(former), past.key)
    keys = [picture.id for picture in (lead, inner, former, past)]
    db.session.remove()

    flask_migrate.downgrade(str(MIGRATIONS), BEFORE)
    flask_migrate.upgrade(str(MIGRATIONS))

    uses = db.session.scalars(select(PictureUse).order_by(PictureUse.picture_id))
    told = [(use.picture_id, use.is_lead, use.is_in_body) for use in uses]
    assert told == list(zip(keys, (True, False, False, False), (False, True, False, False), strict=True))
    first = db.session.get_one(Picture, keys[0])
    assert (first.alt, first.caption, first.credit) == ("A well", "On Tuesday", "Mira")
    found = [find_pictures(db.session, make_person(), query=sought).pictures for sought in ("mira", "cafe")]
    assert [[picture.id for picture in pictures] for pictures in found] == [keys[:1], keys[1:2]]
