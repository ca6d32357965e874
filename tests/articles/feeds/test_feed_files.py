"""Files as feeds name them."""

import pytest

from blog.articles.feeds.feed_files import find_feed_files
from blog.database import db
from blog.web.extensions import links
from tests.factories import make_article, make_person
from tests.pictures.attachments.attachment_factories import make_attachment, make_draft_with
from tests.pictures.attachments.conftest import in_process
from tests.pictures.sample_attachments import CSV

__all__ = ["in_process"]


@pytest.mark.usefixtures("media")
def test_an_article_names_the_files_that_it_offers_now(app):
    file = make_attachment(data=CSV)
    draft, other = make_draft_with(file, make_person()), make_article()

    found = find_feed_files(db.session, [draft, other], links())

    assert {id: [each.media_type for each in files] for id, files in found.items()} == {draft.id: ["text/csv"]}
