"""Writing: a manuscript becomes a draft, and later versions of it are saved."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.revisions import Occasion, record, record_before
from blog.authoring.drafts.slugs import add_under_free_slug, find_free_slug, make_slug, move_to_slug
from blog.authoring.drafts.topics import file_under
from blog.database import AnySession
from blog.models import Article, ArticleState, AuditKind, Person, Picture
from blog.pictures.files.article_bodies import render_body

TICK = timedelta(microseconds=1)


class Locked(Exception):
    """The article cannot be changed by this person as it stands: it was handed in or published meanwhile."""


class NotReady(Exception):
    """Something that readers need is missing; *missing* names the columns."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class Overwritten(Exception):
    """Somebody saved a newer version after this one was opened."""


class WasPublic(Exception):
    """Readers have seen the article, so it cannot be deleted."""


@dataclass(frozen=True)
class Manuscript:
    """What an author hands in; *slug* empty means one made from the headline."""

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


def create_draft(session: AnySession, author: Person, manuscript: Manuscript, now: datetime) -> Article:
    """Add a draft of *author* and return it; a wished address that is taken gets a number; the caller commits.

    Raises:
        TooLong: the body has more characters than an article may have.
    """
    article = Article(author=author, state=ArticleState.DRAFT, created_at=now, updated_at=now, topics=[])
    write(session, article, manuscript)
    add_under_free_slug(session, article, make_slug(manuscript.slug or manuscript.headline))
    file_under(session, article, manuscript.topic_ids, manuscript.new_topic)
    session.flush()
    record(session, article, now, Occasion(author.id))
    return article


def save_draft(
    session: AnySession,
    article: Article,
    manuscript: Manuscript,
    now: datetime,
    *,
    seen: str,
    occasion: Occasion | None = None,
) -> None:
    """Save *manuscript* over the version of *article* whose stamp is *seen*, and keep it as a revision.

    The caller has locked the row and commits.

    Raises:
        Overwritten: the article has a newer version.
        SlugTaken: another article has the wished address.
        TooLong: the body has more characters than an article may have.
    """
    demand_unchanged(article, seen)
    record_before(session, article)
    readdress(session, article, manuscript, now)
    write(session, article, manuscript)
    file_under(session, article, manuscript.topic_ids, manuscript.new_topic)
    article.updated_at = max(now, article.updated_at + TICK)
    record(session, article, article.updated_at, occasion or Occasion())


def delete_draft(session: AnySession, article: Article, now: datetime, *, by: Person | None) -> None:
    """Delete *article*, which was never public, and add the audit row; its pictures stay; the caller commits.

    Raises:
        WasPublic: readers have seen it.
    """
    if article.was_public:
        raise WasPublic(article.slug)
    session.delete(article)
    record_audit_event(session, AuditKind.DELETED, now, by=by, subject=article.headline)


def rehearse(session: AnySession, article: Article, manuscript: Manuscript) -> None:
    """Let *article* look as *manuscript* has it, without address and new topic; the caller rolls back."""
    with session.no_autoflush:
        write(session, article, manuscript)
        file_under(session, article, manuscript.topic_ids)


def demand_unchanged(article: Article, seen: str) -> None:
    """Do nothing if *seen* is the stamp of the present version.

    Raises:
        Overwritten: it is not.
    """
    if article.revision != seen:
        raise Overwritten(article.revision)


def readdress(session: AnySession, article: Article, manuscript: Manuscript, now: datetime) -> None:
    """Move *article* to the wished address; one that came from the old headline follows the new one.

    An address that readers know changes only when that is wished, and leads on for ever.
    """
    if manuscript.slug and manuscript.slug != article.slug:
        move_to_slug(session, article, make_slug(manuscript.slug), now)
    elif article.was_public:
        return
    elif not manuscript.slug or (article.headline != manuscript.headline and is_from_headline(article)):
        article.slug = find_free_slug(session, Article, make_slug(manuscript.headline), own_id=article.id)


def is_from_headline(article: Article) -> bool:
    """Return whether the address of *article* was made from its headline, with or without a number."""
    made, slug = make_slug(article.headline), article.slug
    return slug == made or (slug.startswith(f"{made}-") and slug.removeprefix(f"{made}-").isdecimal())


def write(session: AnySession, article: Article, manuscript: Manuscript) -> None:
    """Put the texts and the lead picture of *manuscript* into *article*."""
    article.headline = manuscript.headline
    article.standfirst = manuscript.standfirst
    article.lead_picture = manuscript.lead_picture
    article.lead_alt = manuscript.lead_alt
    article.lead_caption = manuscript.lead_caption
    article.lead_credit = manuscript.lead_credit
    set_body(session, article, manuscript.body)


def set_body(session: AnySession, article: Article, text: str) -> None:
    """Put the body into *article* in all the forms that are stored."""
    rendered = render_body(session, text)
    article.body_markdown = text
    article.body_html = rendered.html
    article.body_text = rendered.text
    article.word_count = rendered.word_count


def locked(query: Select[Article]) -> Select[Article]:
    """Return *query* so that the rows are read anew and other writers wait until the caller commits."""
    return query.with_for_update().execution_options(populate_existing=True)
