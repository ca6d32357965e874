"""An article or page of another site as rows here: article, revision, origin and old addresses in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from blog.authoring.drafts.bylines import set_coauthors
from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.drafts.writing import Manuscript, create_draft, write_manuscript
from blog.authoring.publishing.article_history import record_event
from blog.database import AnySession
from blog.models import (
    Article,
    ArticleState,
    EventKind,
    ImportOrigin,
    OriginKind,
    PagePlace,
    Person,
    Picture,
    RevisionKind,
)
from blog.models.page_metadata import PageMetadata
from blog.operations.moving_in.conversion.word_check import find_missing, html_text, read_words
from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.moving_report import words_loss
from blog.operations.moving_in.prepared_articles import PreparedArticle, is_public_here
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.operations.moving_in.storing.origins import add_origin, fingerprint_of, pack_original
from blog.site.pages.beginning import PageStart, begin_page
from blog.text.language_tags import read_tag
from blog.web.addresses.reserved_names import is_reserved


@dataclass(frozen=True)
class StoredParts:
    """What an article needs besides its text: rows that stand already."""

    authors: Sequence[Person]
    topic_ids: Sequence[int]
    body: str
    """Markdown with the pictures in it."""
    lead: Picture | None = None
    losses: Sequence[Loss] = ()
    """Of the text, its pictures and its files."""
    shared: Picture | None = None

    @property
    def share_key(self) -> str:
        """Return the key of the picture of shared links, "" for none."""
        return self.shared.key if self.shared else ""


def store_article(
    session: AnySession,
    source: str,
    prepared: PreparedArticle,
    parts: StoredParts,
    origin: ImportOrigin | None,
    now: datetime,
) -> ImportOrigin:
    """Add the article, or write it again where *origin* has one, and return its origin; the caller commits.

    No alert is owed, no mail and no audit row; its times are those that it had there.
    """
    item = prepared.item
    is_public, hidden = is_public_here(prepared, parts.body, now)
    if origin is None:
        article = add_article(session, prepared, parts, now, is_public=is_public)
        origin = add_origin(session, source, OriginKind.ARTICLE, item.key, now)
        origin.article = article
    else:
        article = rewrite_article(session, prepared, parts, origin)
    session.flush()
    add_former_paths(session, item.paths, now, article_id=article.id)
    record_outcome(origin, prepared, [*parts.losses, *hidden], article)
    return origin


def add_article(
    session: AnySession, prepared: PreparedArticle, parts: StoredParts, now: datetime, *, is_public: bool
) -> Article:
    """Add the article or page, public at its time if it was."""
    item = prepared.item
    created = min(filter(None, (item.created_at, item.published_at, item.updated_at, now)))
    if item.is_page:
        return add_page(session, prepared, parts, created, is_public=is_public)
    article = create_draft(
        session, parts.authors[0], make_manuscript(prepared, parts, item.slug), created, is_autosave=True
    )
    set_coauthors(session, article, [person.id for person in parts.authors[1:]])
    article.ends_at = item.ends_at if item.ends_at and item.ends_at > now else None
    shown = item.published_at or created
    article.updated_at = min(max(filter(None, (created, item.updated_at, shown if is_public else None))), now)
    if is_public:
        article.publish(shown)
        session.flush()
        record_event(session, article, EventKind.PUBLISHED, shown, person_id=None)
        record_revision(session, article, shown, RevisionMetadata(kind=RevisionKind.PUBLICATION))
    else:
        record_revision(session, article, article.updated_at, RevisionMetadata())
    return article


def add_page(
    session: AnySession, prepared: PreparedArticle, parts: StoredParts, created: datetime, *, is_public: bool
) -> Article:
    """Add a page without date, linked to from nowhere until an editor places it."""
    start = PageStart(prepared.headline, parts.body, prepared.item.slug, place=PagePlace.NOWHERE)
    page = begin_page(session, parts.authors[0], start, created, is_reserved=is_reserved)
    article = page.article
    article.standfirst, article.social_picture = prepared.standfirst, parts.share_key
    article.updated_at = max(filter(None, (created, prepared.item.updated_at)))
    if is_public:
        article.state = ArticleState.PAGE_PUBLISHED
    session.flush()
    kind = RevisionKind.PUBLICATION if is_public else RevisionKind.SAVE
    record_revision(session, article, article.updated_at, RevisionMetadata(kind=kind))
    return article


def rewrite_article(
    session: AnySession, prepared: PreparedArticle, parts: StoredParts, origin: ImportOrigin
) -> Article:
    """Write the article of *origin* as it is there now; its state and its address stay."""
    article = origin.article
    if article is None:
        raise ValueError("The article was deleted.")
    article.author = parts.authors[0]
    manuscript = make_manuscript(prepared, parts, article.address_slug)
    write_manuscript(session, article, manuscript, prepared.item.updated_at or article.updated_at)
    set_coauthors(session, article, [person.id for person in parts.authors[1:]])
    session.flush()
    record_revision(session, article, article.updated_at, RevisionMetadata())
    return article


def make_manuscript(prepared: PreparedArticle, parts: StoredParts, slug: str) -> Manuscript:
    """Return the texts of the article."""
    item, lead = prepared.item, prepared.item.lead if parts.lead else None
    alt = (lead.alt or lead.caption or (parts.lead.alt if parts.lead else "")) if lead else ""
    return Manuscript(
        prepared.headline,
        prepared.standfirst,
        parts.body,
        slug,
        list(parts.topic_ids),
        lead_picture=parts.lead,
        lead_alt=alt[:500],
        lead_caption=(lead.caption if lead else "")[:500],
        lead_credit=(lead.credit if lead else "")[:200],
        language=(read_tag(item.language) or "") if item.language else "",
        page_metadata=PageMetadata(canonical_url=item.canonical[:500], social_picture=parts.share_key),
    )


def record_outcome(origin: ImportOrigin, prepared: PreparedArticle, losses: Sequence[Loss], article: Article) -> None:
    """Write into *origin* what was read, what became of it and what is lost."""
    item, before = prepared.item, prepared.body.words
    after = read_words(html_text(article.body_html))
    comments = [Loss(LossKind.COMMENTS, str(len(item.comments)))] if item.comments else []
    found = [*losses, *comments, *words_loss(find_missing(before, after))]
    kept = item.as_kept()
    origin.fingerprint = fingerprint_of(kept)
    origin.original = pack_original(kept)
    origin.stamp = article.revision
    origin.words_before, origin.words_after = len(before), len(after)
    origin.losses = [[loss.kind.value, loss.detail] for loss in dict.fromkeys(found)]
    origin.links = list(prepared.body.links)
