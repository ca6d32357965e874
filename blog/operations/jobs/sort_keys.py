"""Sort keys of names that were written without one, by an older edition or by hand, or for another language."""

from datetime import datetime

from sqlalchemy import select

from blog.database import AnySession, content_language_tag
from blog.database.collation import sort_key
from blog.models import Person, Topic


def renew_sort_keys(session: AnySession, _now: datetime) -> bool:
    """Set the sort keys of topics and people that are not those of their names; return False. The caller commits."""
    language = content_language_tag(session)
    for row in (*session.scalars(select(Topic)), *session.scalars(select(Person))):
        key = sort_key(row.name, language)
        if row.sort_key != key:
            row.sort_key = key
    return False
