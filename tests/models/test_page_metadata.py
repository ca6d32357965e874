"""Page metadata goes with the article: into its revisions, back from them, and into a pending version."""

from flask import Flask

from blog.authoring.drafts.comparing import compare_revisions, make_current_revision
from blog.authoring.drafts.pending_versions import keep_for_later, replace_public_text
from blog.authoring.drafts.restoring import restore
from blog.authoring.drafts.revisions import RevisionMetadata, find_latest_revision, record_revision
from blog.authoring.drafts.writing import Manuscript, save_draft
from blog.database import db
from blog.models.page_metadata import PageMetadata
from tests.factories import NOW, make_article, make_person

SAID = PageMetadata(
    "For searches", "For links", "Text of links", "", is_card_drawn=True, canonical_url="https://a.example/b",
    is_noindex=True,
)  # fmt: skip


def test_a_revision_names_what_is_set_and_brings_it_back(app: Flask) -> None:
    article, person = make_article(), make_person()
    before = make_current_revision(article)
    save_draft(db.session, article, Manuscript("Tea", body="Hot", page_metadata=SAID), NOW, seen=article.revision)
    with_all = find_latest_revision(db.session, article)
    save_draft(db.session, article, Manuscript("Tea", body="Hot"), NOW, seen=article.revision)
    assert (with_all is not None, PageMetadata.of(article)) == (True, PageMetadata())

    restore(db.session, article, with_all, NOW, person_id=person.id, seen=article.revision)

    assert PageMetadata.of(article) == SAID
    changed = compare_revisions(before, make_current_revision(article)).details
    assert changed["meta_description"] == ("", "For searches")
    assert changed["is_noindex"] == ("", "Yes")


def test_an_article_without_any_has_the_revisions_that_it_had(app: Flask) -> None:
    article = make_article()
    first = record_revision(db.session, article, NOW, RevisionMetadata())

    assert not set(first.details) & set(SAID.details())
    assert record_revision(db.session, article, NOW, RevisionMetadata()) is first


def test_a_pending_version_brings_it_to_the_public_article(app: Flask) -> None:
    article = make_article(slug="tea")
    typed = Manuscript("Tea", body="Hot", slug="tea", page_metadata=SAID)
    pending = keep_for_later(db.session, article, typed, NOW, seen=article.revision, metadata=RevisionMetadata())
    assert PageMetadata.of(article) == PageMetadata()

    replace_public_text(db.session, pending, article, NOW, person_id=None)

    assert PageMetadata.of(article) == SAID
