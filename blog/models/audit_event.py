"""Audit trail: sign-ins, changes of rights, publications, exports and imports."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime, enum_column


class AuditKind(StrEnum):
    """What was done."""

    SIGNED_IN = "signed_in"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    INVITED = "invited"
    INVITED_AGAIN = "invited_again"
    UNINVITED = "uninvited"
    """The invitation was taken back before it was accepted."""
    JOINED = "joined"
    """An invited person chose a password."""
    ENROLLED = "enrolled"
    """Added on the command line."""
    ROLE_CHANGED = "role_changed"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    PUBLISHED = "published"
    UPDATED = "updated"
    """A pending version was published."""
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    TOPIC_ADDED = "topic_added"
    """Added to one of several articles at once."""
    GUEST_ADDED = "guest_added"
    """An author without an account."""
    GUEST_DELETED = "guest_deleted"
    PERSON_RENAMED = "person_renamed"
    ACCOUNT_CLOSED = "account_closed"
    """The person stays as a guest author."""
    AUTHORS_MERGED = "authors_merged"
    ADDRESS_REQUESTED = "address_requested"
    """A link went to another sign-in address."""
    ADDRESS_CHANGED = "address_changed"
    AUTHOR_CHANGED = "author_changed"
    """An article has another first author."""
    TOPIC_CREATED = "topic_created"
    TOPIC_CHANGED = "topic_changed"
    """It has another name or address."""
    TOPIC_MERGED = "topic_merged"
    TOPIC_DELETED = "topic_deleted"
    KIND_CHANGED = "kind_changed"
    """A kind of article was added or changed."""
    KIND_DELETED = "kind_deleted"
    FRONT_CHANGED = "front_changed"
    """What leads the front page, or how it is made up."""
    EXPORTED = "exported"
    IMPORTED = "imported"
    ARTICLES_IMPORTED = "articles_imported"
    """From another program; the subject is which."""
    IMPORT_BEGUN = "import_begun"
    """The same at the desk, before anything is written."""
    READER_DELETED = "reader_deleted"
    """On request; the row does not say who it was."""
    SUPPRESSIONS_LIFTED = "suppressions_lifted"
    BRAKE_ENGAGED = "brake_engaged"
    """An unusual share of refusals stopped suppressions."""
    BRAKE_RELEASED = "brake_released"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    PASSKEY_CLONED = "passkey_cloned"
    """It was refused: its counter says that another device holds it too."""
    APP_ADDED = "app_added"
    """An authenticator app."""
    APP_REMOVED = "app_removed"
    RECOVERY_RENEWED = "recovery_renewed"
    """New recovery codes."""
    RECOVERY_USED = "recovery_used"
    FACTORS_RESET = "factors_reset"
    """All second factors of a person, by an administrator or on the command line."""
    FACTOR_REQUIRED = "factor_required"
    """From whom a second factor is required, and from when on."""
    SETTINGS_CHANGED = "settings_changed"
    """Settings of the site at the desk; the details hold the new values by key."""


class AuditEvent(Base):
    """One act; rows are added and never changed."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_kind_id", "kind", "id"),
        Index("ix_audit_events_person_id_kind_happened_at", "person_id", "kind", "happened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AuditKind] = mapped_column(enum_column(AuditKind))
    happened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    """Who did it; None for the command line, the worker, and people who are gone."""
    person_name: Mapped[str] = mapped_column(String(100), default="")
    """The name at that time, which stays when the person goes; empty for the command line and the worker."""
    subject: Mapped[str] = mapped_column(Text, default="")
    """Whom or what it was done to, in the words of that time."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
