"""Tables that public pages show something of, and which of their changes raise the content version."""

from dataclasses import dataclass, replace

TABLE = "content_version"
NOTES = "content_changes"
"""Where changes are noted while a folder of the site as files is kept current."""
EVENTS = ("INSERT", "UPDATE", "DELETE")
PRIVATE = "('draft', 'in_review', 'accepted', 'scheduled', 'page_draft')"


@dataclass(frozen=True)
class WatchedTable:
    """A table whose changes raise the content version.

    Args:
        events: INSERT, UPDATE, DELETE or some of them.
        columns: an update fires when it sets one of these; () means any.
        is_private: SQL condition of rows that readers do not see, with {row}
            for the row; "" means that all rows count.
        key: column with the article that a row belongs to, or else the row's
            own id, for the notes of changes; "" where there is none.
    """

    name: str
    events: tuple[str, ...] = EVENTS
    columns: tuple[str, ...] = ()
    is_private: str = ""
    key: str = ""

    def within(self, columns: set[str]) -> "WatchedTable":
        """Return a copy for an older schema, which has only *columns*."""
        key = self.key if self.key in columns else ""
        return replace(self, columns=tuple(name for name in self.columns if name in columns), key=key)

    def condition(self, event: str) -> str:
        """Return the WHEN clause of the trigger for *event*: rows private before and after do not count."""
        if not self.is_private:
            return ""
        rows = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}[event]
        return f" WHEN (NOT ({' AND '.join(self.is_private.format(row=row) for row in rows)}))"

    def timing(self, event: str) -> str:
        """Return when the trigger for *event* fires, such as "AFTER UPDATE OF name ON people"."""
        columns = f" OF {', '.join(self.columns)}" if event == "UPDATE" and self.columns else ""
        return f"AFTER {event}{columns} ON {self.name}"

    def changed_row(self, event: str) -> str:
        """Return the SQL of the key of the changed row."""
        return f"{'old' if event == 'DELETE' else 'new'}.{self.key}" if self.key else "NULL"

    def trigger_name(self, event: str) -> str:
        """Return the name of the trigger for *event*."""
        return f"{TABLE}_{self.name}_{event.lower()}"


WATCHED_TABLES = (
    WatchedTable("articles", is_private=f"{{row}}.state IN {PRIVATE}", key="id"),
    WatchedTable("article_topics", key="article_id"),
    WatchedTable("article_kinds"),
    WatchedTable("front_arrangements"),
    WatchedTable("article_coauthors", key="article_id"),
    WatchedTable("corrections", key="article_id"),
    WatchedTable("related_articles", key="article_id"),
    WatchedTable("revisions", is_private="NOT {row}.is_public", key="article_id"),
    WatchedTable("site_pages"),
    WatchedTable("site_settings"),
    WatchedTable("slug_redirects", key="article_id"),
    WatchedTable("topics", key="id"),
    WatchedTable("topic_redirects"),
    WatchedTable("author_redirects"),
    WatchedTable("profiles"),
    WatchedTable("people", ("UPDATE", "DELETE"), ("name", "slug", "biography", "is_suspended")),
    WatchedTable(
        "pictures",
        ("UPDATE", "DELETE"),
        ("state", "width", "height", "widths", "formats", "alt", "caption", "credit", "focal_x", "focal_y"),
        key="id",
    ),
    WatchedTable("attachments", ("UPDATE", "DELETE"), key="id"),
    WatchedTable("podcasts"),
    WatchedTable("mailing_rules"),
)
"""Every table that public pages show something of; each migration leaves their triggers standing."""
