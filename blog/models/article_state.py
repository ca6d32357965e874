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


READABLE = (ArticleState.PUBLISHED, ArticleState.ENDED)
"""States of an article whose page readers can open."""


class ReviewCredit(StrEnum):
    """What the reviewer named under an article did."""

    REVIEWED = "reviewed"
    FACT_CHECKED = "fact_checked"
