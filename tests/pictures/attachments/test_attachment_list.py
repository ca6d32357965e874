"""Queries of the library of files."""

import pytest

from blog.database import db
from blog.models import Role
from blog.pictures.attachments.attachment_list import AttachmentFilter, find_attachment_uses, find_attachments
from tests.factories import make_person
from tests.pictures.attachments.attachment_factories import make_attachment, make_draft_with
from tests.pictures.sample_attachments import CSV

pytestmark = pytest.mark.usefixtures("media")


def test_unused_files_are_those_that_no_article_offers_now(app):
    used, unused = make_attachment("Used", CSV), make_attachment("Unused", CSV)
    make_draft_with(used, make_person())

    assert find_attachments(db.session, filter_by=AttachmentFilter.UNUSED).attachments == [unused]
    assert find_attachments(db.session, query="used", before=unused.id).attachments == [used]


def test_drafts_of_others_are_counted_and_not_named(app):
    file = make_attachment(data=CSV)
    draft = make_draft_with(file, make_person())

    stranger = find_attachment_uses(db.session, file, make_person(role=Role.CONTRIBUTOR))
    author = find_attachment_uses(db.session, file, draft.author)

    assert (list(stranger.visible), stranger.hidden_count) == ([], 1)
    assert ([use.article for use in author.visible], author.hidden_count) == ([draft], 0)
