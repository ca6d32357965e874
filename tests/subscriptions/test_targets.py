"""What can be followed."""

from flask import Flask

from blog.database import db
from blog.subscriptions.targets import find_target
from tests.factories import make_draft


def test_drafts_and_people_without_a_page_cannot_be_followed(app: Flask) -> None:
    draft = make_draft()

    assert find_target(db.session, {"article": draft.slug}) is None
    assert find_target(db.session, {"author": draft.author.slug}) is None
