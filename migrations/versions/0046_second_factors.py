"""Second factors: passkeys, authenticator apps, recovery codes; and from which device somebody signed in."""

import sqlalchemy as sa
from alembic import op

from blog.database import UTCDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("second_factor_at", UTCDateTime(), nullable=True))
    for name, length in (("browser", 40), ("system", 40), ("network", 45)):
        op.add_column("login_sessions", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    create_factors()
    create_open_steps()


def create_factors() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), primary_key=True),
        of_person(),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("user_handle", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
    )
    op.create_index("ix_passkeys_person_id", "passkeys", ["person_id"])
    op.create_table(
        "authenticators",
        of_person(primary_key=True),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_candidate", sa.LargeBinary(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=True),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), primary_key=True),
        of_person(),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("person_id", "code_hash"),
    )


def create_open_steps() -> None:
    op.create_table(
        "pending_sign_ins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        of_person(),
        sa.Column("created_at", UTCDateTime(), nullable=False),
    )
    op.create_index("ix_pending_sign_ins_person_id", "pending_sign_ins", ["person_id"])
    op.create_table(
        "passkey_challenges",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
    )
    op.create_index("ix_passkey_challenges_created_at", "passkey_challenges", ["created_at"])


def of_person(*, primary_key: bool = False) -> sa.Column[int]:
    person = sa.ForeignKey("people.id", ondelete="CASCADE")
    return sa.Column("person_id", sa.Integer(), person, primary_key=primary_key, nullable=False, autoincrement=False)


def downgrade() -> None:
    for name in ("passkey_challenges", "pending_sign_ins", "recovery_codes", "authenticators", "passkeys"):
        op.drop_table(name)
    for name in ("network", "system", "browser"):
        op.drop_column("login_sessions", name)
    op.drop_column("people", "second_factor_at")
