"""Former addresses of topics and authors that are in use again; what was merged stays known by its id."""

from collections.abc import Collection

from sqlalchemy import String, cast, delete, literal, update

from blog.database import AnySession
from blog.models import AuthorRedirect, TopicRedirect


def end_redirects(
    session: AnySession, redirects: type[TopicRedirect] | type[AuthorRedirect], slugs: Collection[str]
) -> None:
    """Let *slugs* lead nowhere else; links in mail still find what a merged topic or author is now. The caller commits.

    Such a row keeps its former id under a slug that no address can have.
    """
    held = redirects.slug.in_(slugs)
    unreachable = literal("~") + cast(redirects.former_id, String)
    silent = {"synchronize_session": False}
    session.execute(
        update(redirects).where(held, redirects.former_id.is_not(None)).values(slug=unreachable),
        execution_options=silent,
    )
    session.execute(delete(redirects).where(held), execution_options=silent)
