"""Which tables and columns an export holds, in the order in which they can be taken in, and why others stay here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Column, Table

from blog.models import (
    AddressChange,
    Alert,
    Article,
    ArticleEvent,
    ArticleKind,
    Attachment,
    AttachmentUse,
    AuthorRedirect,
    Correction,
    ErasedAddress,
    ErrorReport,
    Follow,
    FollowRequest,
    FormerAddress,
    FrontArrangement,
    ImportOrigin,
    MailingRules,
    Person,
    Picture,
    PictureUse,
    Podcast,
    Profile,
    RelatedArticle,
    Revision,
    SitePage,
    SiteSetting,
    SlugRedirect,
    Subscriber,
    Topic,
    TopicRedirect,
)
from blog.models.article_links import article_coauthors, article_topics
from blog.models.page_views import PageViews, Referrals

DERIVED = "made again of the others"
SECRET = "a secret"  # noqa: S105
HERE = "about this machine or this address of the site alone"


@dataclass(frozen=True)
class ExportedTable:
    """One table and the file data/*name*.jsonl, a row a line, sorted by its primary key."""

    name: str
    table: Table
    model: Any = None
    """The class of its rows; None for a table that links two others."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Columns that are not in it, and why."""
    is_personal: bool = False
    """Whether it is about readers, so that it is exported on demand alone."""
    late: Sequence[str] = ()
    """Columns that name rows of the same table, which may come later."""

    @property
    def columns(self) -> list[Column[Any]]:
        """Return the columns that are exported."""
        return [column for column in self.table.columns if column.name not in self.left_out]

    @property
    def file(self) -> str:
        """Return the path of its file in the folder."""
        return f"data/{self.name}.jsonl"


def rows_of(model: Any, **more: Any) -> ExportedTable:
    """Return the export of the table of *model* under its own name."""
    if isinstance(model, Table):
        return ExportedTable(model.name, model, **more)
    table = cast(Table, model.__table__)
    return ExportedTable(table.name, table, model, **more)


TABLES: tuple[ExportedTable, ...] = (
    rows_of(SiteSetting),
    rows_of(MailingRules),
    rows_of(ArticleKind),
    rows_of(
        Person,
        left_out={
            "address_key": DERIVED,
            "sort_key": DERIVED,
            "password_hash": SECRET,
            "second_factor_at": "passkeys and codes are secrets, so nobody has a second factor at first",
        },
    ),
    rows_of(Picture),
    rows_of(Attachment),
    rows_of(Profile),
    rows_of(AuthorRedirect),
    rows_of(Topic, left_out={"name_key": DERIVED, "sort_key": DERIVED}),
    rows_of(Podcast),
    rows_of(TopicRedirect),
    rows_of(
        Article,
        left_out={"body_html": DERIVED, "body_text": DERIVED},
        late=("pending_for_id", "translation_of_id"),
    ),
    rows_of(article_coauthors),
    rows_of(article_topics),
    rows_of(SitePage),
    rows_of(Revision),
    rows_of(ArticleEvent),
    rows_of(Correction),
    rows_of(SlugRedirect),
    rows_of(FormerAddress, left_out={"key": DERIVED}),
    rows_of(AttachmentUse),
    rows_of(PictureUse),
    rows_of(RelatedArticle),
    rows_of(FrontArrangement),
    rows_of(ImportOrigin),
    rows_of(Alert, left_out={"ledger_deleted_at": "no message comes along, only how many there were"}),
    rows_of(PageViews),
    rows_of(Referrals),
    rows_of(
        Subscriber,
        left_out={
            "address_key": DERIVED,
            "name_key": DERIVED,
            "key": SECRET,
            "request_key": SECRET,
            "change_key": SECRET,
            "new_address": "the link that would confirm it is a secret",
        },
        is_personal=True,
    ),
    rows_of(Follow, is_personal=True),
    rows_of(FollowRequest, left_out={"key": SECRET, "delivery_id": "messages stay here"}, is_personal=True),
    rows_of(AddressChange, left_out={"old_key": SECRET}, is_personal=True),
    rows_of(ErasedAddress, is_personal=True),
    rows_of(ErrorReport, is_personal=True),
)
"""Each after those that its rows point to."""

NOT_EXPORTED: Mapping[str, str] = {
    "audit_events": "who did what at the desk: it proves something here alone",
    "authenticators": SECRET,
    "backfills": HERE,
    "backup_runs": HERE,
    "bounces": "of messages, which stay here; who is suppressed comes with the readers",
    "content_changes": HERE,
    "content_version": HERE,
    "deliveries": "addresses and answers of servers; each alert says how many there were of which kind",
    "discarded_pictures": HERE,
    "due_relations": DERIVED,
    "heartbeats": HERE,
    "installation": HERE,
    "list_uploads": "lists of readers that wait for their import",
    "login_sessions": SECRET,
    "passkey_challenges": SECRET,
    "passkeys": SECRET,
    "password_resets": SECRET,
    "pending_sign_ins": SECRET,
    "picture_words": DERIVED,
    "presences": HERE,
    "preview_links": SECRET,
    "rate_counts": HERE,
    "recovery_codes": SECRET,
    "remarks": "of guests of preview links, whose links are secrets",
    "row_counts": DERIVED,
    "site_checks": HERE,
    "site_imports": "uploads of exports, and how far their import is",
    "suppression_brakes": HERE,
    "unmatched_reports": "of messages, which stay here",
    "working_copies": "texts that were typed and not saved",
}
"""Tables that stay here, and why."""
