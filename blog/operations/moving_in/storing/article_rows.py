"""What the report says of an imported article, and what is looked up for it."""

from collections.abc import Mapping

from sqlalchemy import select

from blog.database import AnySession
from blog.models import ImportOrigin, Picture
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, PictureItem
from blog.operations.moving_in.moving_report import ArticleRow, Outcome
from blog.operations.moving_in.prepared_articles import PreparedArticle
from blog.operations.moving_in.storing.imported_articles import StoredParts
from blog.operations.moving_in.storing.origins import fingerprint_of
from blog.operations.moving_in.storing.settled_links import path_of_article

MISSING = frozenset({LossKind.PICTURE, LossKind.MEDIA})
"""What may be there on another run."""


def is_same_text(origin: ImportOrigin, prepared: PreparedArticle, parts: StoredParts, *, is_again: bool) -> bool:
    """Return whether another look at the same article found nothing new: nothing that was missing, no change.

    A text whose links were settled since is another one than what is
    converted, so that what is missing tells, but for a better converter.
    """
    article = origin.article
    is_read = origin.fingerprint == fingerprint_of(prepared.item.as_kept())
    if not is_read or article is None:
        return False
    was_missing = sum(kind in MISSING for kind, _detail in origin.losses)
    if not is_again and was_missing == sum(loss.kind in MISSING for loss in dict.fromkeys(parts.losses)):
        return True
    shown = parts.body, parts.lead.id if parts.lead else None, parts.share_key
    return (article.body_markdown, article.lead_picture_id, article.social_picture) == shown


def find_picture(session: AnySession, keys: Mapping[str, str], item: PictureItem | None) -> Picture | None:
    """Return the picture that *item* became here, whose key stands in *keys* by its address there."""
    key = keys.get(item.address, "") if item else ""
    return session.scalar(select(Picture).where(Picture.key == key)) if key else None


def first_path(item: ArticleItem) -> str:
    """Return the address that *item* had there."""
    return item.paths[0] if item.paths else ""


def make_row(item: ArticleItem, outcome: Outcome, origin: ImportOrigin | None) -> ArticleRow:
    """Return the row of the report for *item*, which is the article of *origin* now."""
    article = origin.article if origin else None
    losses = [Loss(LossKind(kind), detail) for kind, detail in origin.losses] if origin else []
    return ArticleRow(
        item.key,
        item.title,
        first_path(item),
        outcome,
        path_of_article(article) if article else "",
        bool(article and article.is_public),
        item.is_page,
        origin.words_before if origin else 0,
        origin.words_after if origin else 0,
        losses,
    )
