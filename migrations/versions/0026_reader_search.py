"""Readers are found by index: by the beginning of an address, by words of the name, and those who are suppressed."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

FORGET = "INSERT INTO reader_search(reader_search, rowid, name_key) VALUES ('delete', old.id, old.name_key);"
WRITE = "INSERT INTO reader_search(rowid, name_key) SELECT new.id, new.name_key WHERE new.name_key IS NOT NULL;"
TRIGGERS = {
    "insert": f"AFTER INSERT ON subscribers WHEN new.name_key IS NOT NULL BEGIN {WRITE} END",
    "delete": f"AFTER DELETE ON subscribers WHEN old.name_key IS NOT NULL BEGIN {FORGET} END",
    "forget": "AFTER UPDATE OF name_key ON subscribers"
    f" WHEN old.name_key IS NOT NULL AND old.name_key IS NOT new.name_key BEGIN {FORGET} END",
    "write": f"AFTER UPDATE OF name_key ON subscribers WHEN old.name_key IS NOT new.name_key BEGIN {WRITE} END",
}
IS_SUPPRESSED = sa.text("suppressed_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_subscribers_suppressed", "subscribers", ["id"], sqlite_where=IS_SUPPRESSED, postgresql_where=IS_SUPPRESSED
    )
    if op.get_bind().dialect.name != "sqlite":
        op.execute('CREATE INDEX reader_search_address ON subscribers (address_key COLLATE "C")')
        op.execute(
            "CREATE INDEX reader_search_name ON subscribers"
            " USING gin (array_to_tsvector(string_to_array(btrim(name_key), ' ')))"
        )
        return
    # Folded names have no sign but spaces and what is a letter for somebody; the tokenizer leaves those whole.
    op.execute(
        "CREATE VIRTUAL TABLE reader_search USING fts5(name_key, content='subscribers', content_rowid='id',"
        " tokenize='ascii', prefix='1 2 3')"
    )
    op.execute(
        "INSERT INTO reader_search(rowid, name_key) SELECT id, name_key FROM subscribers WHERE name_key IS NOT NULL"
    )
    for name, body in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER reader_search_{name} {body}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER reader_search_{name}")
        op.execute("DROP TABLE reader_search")
    else:
        op.execute("DROP INDEX reader_search_address")
        op.execute("DROP INDEX reader_search_name")
    op.drop_index("ix_subscribers_suppressed", "subscribers")
