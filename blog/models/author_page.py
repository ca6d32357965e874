"""Who has an author page: people with something that readers can open."""

from sqlalchemy import Select, exists, or_, select

from blog.models.article import Article
from blog.models.article_links import article_coauthors
from blog.models.article_state import READABLE
from blog.models.person import Person


def select_authors() -> Select[Person]:
    """Select the people who have a page: those with a readable article, as first author or co-author."""
    is_readable, shared = or_(*(Article.state == state for state in READABLE)), article_coauthors.c
    alone = exists().where(Article.author_id == Person.id, is_readable)
    together = exists().where(shared.person_id == Person.id, shared.article_id == Article.id, is_readable)
    return select(Person).where(or_(alone, together))
