"""Subscriptions of EasyBlog as readers: site, category, author and post can be followed here, a team cannot."""

from collections.abc import Iterator

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused, Loss, LossKind, ReaderItem
from blog.operations.moving_in.sources.easyblog.subscriptions import EasyBlogSubscription, Scope, read_subscriptions


def read_readers(bundle: Bundle) -> Iterator[ReaderItem]:
    """Yield the readers in the dump, one who follows several things several times; none where it has no such table."""
    try:
        rows = read_subscriptions(bundle)
        yield from map(make_reader, rows)
    except ExportRefused:
        return


def make_reader(row: EasyBlogSubscription) -> ReaderItem:
    """Return what one row says; whose account was blocked there has left."""
    return ReaderItem(
        row.mail,
        row.person,
        row.since,
        has_left=row.is_blocked,
        follows_site=row.scope is Scope.SITE,
        topics=[row.name] if row.scope is Scope.CATEGORY and row.name else [],
        authors=[row.id] if row.scope is Scope.AUTHOR else [],
        articles=[row.id] if row.scope is Scope.POST else [],
        losses=[Loss(LossKind.ITEM, f"team {row.name or row.id}")] if row.scope is Scope.TEAM else [],
    )
