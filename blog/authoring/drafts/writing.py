"""Creating, saving and deleting drafts, with optimistic locking by the version stamp."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.last_writer import EditorPage, keep_unrevised_text
from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.drafts.slugs import add_with_free_slug, change_slug, find_free_slug, is_stale, make_slug, plan_slug
from blog.authoring.drafts.topics import PartPlace, set_topics
from blog.database import AnySession
from blog.models import Article, ArticleEvent, ArticleState, AuditKind, EventKind, Person, Picture
from blog.models.page_metadata import PageMetadata
from blog.pictures.files.article_bodies import render_body
from blog.pictures.files.references import record_picture_uses

TICK = timedelta(microseconds=1)


class ArticleLocked(Exception):
    """The person may not change the article in its present state: it was submitted or published."""


class NotReady(Exception):
    """A column that publication requires is empty; *missing* names them."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class EditConflict(Exception):
    """A newer version was saved after this one was opened."""


class WasPublic(Exception):
    """It was public once, so it cannot be deleted."""


@dataclass(frozen=True)
class Manuscript:
    """The content of an article for a save; an empty *slug* means one made from the headline."""

    headline: str
    standfirst: str = ""
    body: str = ""
    slug: str = ""
    topic_ids: Collection[int] = field(default=())
    new_topic: str = ""
    """Name of a topic that is added when it is missing; empty for none."""
    lead_picture: Picture | None = None
    lead_alt: str = ""
    lead_caption: str = ""
    lead_credit: str = ""
    language: str = ""  # BCP 47 tag; empty means the language of the site's articles.
    kind_id: int | None = None  # The usual kind.
    part: PartPlace | None = None  # Where it stands.
    page_metadata: PageMetadata = field(default_factory=PageMetadata)


def create_draft(
    session: AnySession,
    author: Person,
    manuscript: Manuscript,
    now: datetime,
    *,
    metadata: RevisionMetadata | None = None,
    is_autosave: bool = False,
) -> Article:
    """Add a draft of *author* and return it; a slug that is taken gets a number; the caller commits.

    Its revision has *metadata*; None stands for a save by *author*. An
    autosave records none.

    Raises:
        TooLong: the body has more characters than an article may have.
    """
    article = Article(author=author, state=ArticleState.DRAFT, created_at=now, updated_at=now, topics=[])
    apply_manuscript(session, article, manuscript)
    add_with_free_slug(
        session, article, make_slug(manuscript.slug or manuscript.headline, language=manuscript.language)
    )
    set_topics(session, article, manuscript.topic_ids, manuscript.new_topic, manuscript.part)
    session.flush()
    if is_autosave:
        record_picture_uses(session, article)
    else:
        record_revision(session, article, now, metadata or RevisionMetadata(author.id))
    return article


def save_draft(
    session: AnySession,
    article: Article,
    manuscript: Manuscript,
    now: datetime,
    *,
    seen: str,
    metadata: RevisionMetadata | None = None,
    page: EditorPage | None = None,
) -> None:
    """Save *manuscript* over the version *seen* of *article*, and record a revision; *page* is where it was typed.

    The caller has locked the row and commits.

    Raises:
        EditConflict: the article has a newer version.
        SlugTaken: another article has the slug.
        TooLong: the body has more characters than an article may have.
    """
    require_unchanged(article, seen)
    keep_unrevised_text(session, article, manuscript.body, page)
    write_manuscript(session, article, manuscript, now)
    record_revision(session, article, article.updated_at, metadata or RevisionMetadata())


def write_manuscript(session: AnySession, article: Article, manuscript: Manuscript, now: datetime) -> None:
    """Write *manuscript* into *article* as a new version."""
    update_slug(session, article, manuscript, now)
    apply_manuscript(session, article, manuscript)
    set_topics(session, article, manuscript.topic_ids, manuscript.new_topic, manuscript.part)
    article.updated_at = max(now, article.updated_at + TICK)


def delete_draft(session: AnySession, article: Article, now: datetime, *, by: Person | None) -> None:
    """Delete *article*, which was never public, and add the audit row; its pictures stay; the caller commits.

    The history of an article says that its pending version was deleted.

    Raises:
        WasPublic: it was public once.
    """
    if article.was_public:
        raise WasPublic(article.slug)
    if article.pending_for_id is not None:
        event = {"kind": EventKind.DISCARDED, "happened_at": now, "person_id": by.id if by else None}
        session.add(ArticleEvent(article_id=article.pending_for_id, details={"pending_id": article.id}, **event))
    session.delete(article)
    record_audit_event(session, AuditKind.DELETED, now, by=by, subject=article.headline)


def apply_unsaved(session: AnySession, article: Article, manuscript: Manuscript) -> None:
    """Apply *manuscript* to *article* for a preview, without slug and new topic; the caller rolls back."""
    with session.no_autoflush:
        apply_manuscript(session, article, manuscript)
        set_topics(session, article, manuscript.topic_ids)


def require_unchanged(article: Article, seen: str) -> None:
    """Check that *seen* is the current version of *article* (optimistic locking).

    Raises:
        EditConflict: there is a newer one.
    """
    if article.revision != seen:
        raise EditConflict(article.revision)


def update_slug(session: AnySession, article: Article, manuscript: Manuscript, now: datetime) -> None:
    """Change the slug of *article* if one is given; one made from the old headline follows the new one.

    The slug of a page, and of a public article, changes only if one is given, and
    redirects for ever; a pending version plans that of its article.
    """
    given = make_slug(manuscript.slug, "", language=manuscript.language)
    if article.is_pending:
        plan_slug(session, article, article.address_slug if manuscript.slug == article.address_slug else given)
    elif given and manuscript.slug != article.address_slug:
        change_slug(session, article, given, now)
    elif article.was_public or article.is_page:
        return
    elif not manuscript.slug or is_stale(article, manuscript.headline, manuscript.language):
        made = make_slug(manuscript.headline, language=manuscript.language)
        article.slug = find_free_slug(session, made, own_id=article.id)


def apply_manuscript(session: AnySession, article: Article, manuscript: Manuscript) -> None:
    """Set the language, the texts, the lead picture and the page metadata of *article*."""
    article.language, article.kind_id = manuscript.language, manuscript.kind_id
    article.headline = manuscript.headline
    article.standfirst = manuscript.standfirst
    article.lead_picture = manuscript.lead_picture
    article.lead_alt = manuscript.lead_alt
    article.lead_caption = manuscript.lead_caption
    article.lead_credit = manuscript.lead_credit
    manuscript.page_metadata.apply(article)
    set_body(session, article, manuscript.body)


def set_body(session: AnySession, article: Article, text: str) -> None:
    """Set the body of *article*: Markdown, HTML, plain text and word count."""
    rendered = render_body(session, text, article.language)
    article.body_markdown = text
    article.body_html = rendered.html
    article.body_text = rendered.text
    article.word_count = rendered.word_count


def for_update(query: Select[Article]) -> Select[Article]:
    """Return *query* with row locks until the caller commits, and with all attributes refreshed."""
    return query.with_for_update().execution_options(populate_existing=True)


def keep_in_place(query: Select[Article]) -> Select[Article]:
    """Return *query* with a lock that others may share: nobody deletes the rows until the caller commits.

    For what is written beside an article, such as who has it open.
    """
    return query.with_for_update(read=True, key_share=True).execution_options(populate_existing=True)
