"""States of an article, and the credit of its reviewer."""

from enum import StrEnum


class ArticleState(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    """Handed in by its author; an editor accepts it or sends it back."""
    ACCEPTED = "accepted"
    """An editor has accepted it; it waits for its publication."""
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """Its end date has passed: the page stands with a notice, no list shows it."""
    DELETED = "deleted"
    """Deleted for good by an administrator: only its address is left, which answers 410, and who was told of it."""

    PAGE_DRAFT = "page_draft"
    """A page without date, see SitePage, that was never public; its states are its own, so that no list has it."""
    PAGE_PUBLISHED = "page_published"
    PAGE_WITHDRAWN = "page_withdrawn"


PAGE_STATES = (ArticleState.PAGE_DRAFT, ArticleState.PAGE_PUBLISHED, ArticleState.PAGE_WITHDRAWN)
"""States of rows that are pages, not articles."""
PAGE_MARK = "~"
"""Begins the slug of a page, so that a page and an article may have the same address below their folders."""
UNLISTED = (ArticleState.DELETED, *PAGE_STATES)
"""States of rows that no list of articles at the desk shows."""
READABLE = (ArticleState.PUBLISHED, ArticleState.ENDED)
"""States of an article whose page readers can open."""


class ReviewCredit(StrEnum):
    """What the reviewer named under an article did."""

    REVIEWED = "reviewed"
    FACT_CHECKED = "fact_checked"
