"""Search: each article's words say in which form they were made, so that the worker makes outdated ones anew.

Nothing is lost meanwhile: an article is found by the words that it has until
its new ones, with the stems of its language, take their place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE, INDEX = "article_search_folded", "ix_article_search_folded_form"
VECTOR = (
    "CREATE OR REPLACE FUNCTION article_search_vector(value text, weight text) RETURNS tsvector"
    " LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
    " SELECT coalesce(string_agg(word || ':' || least({place}, 16383) || weight, ' '), '')::tsvector"
    " FROM unnest(string_to_array(value, ' ')) WITH ORDINALITY AS words (word, place) WHERE word <> '' $$"
)


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("form", sa.Text(), nullable=False, server_default=""))
    op.create_index(INDEX, TABLE, ["form"])
    if op.get_bind().dialect.name != "sqlite":
        # A place is left free before each part, so that no phrase goes from the headline on into the standfirst.
        op.execute(VECTOR.format(place="place + 1"))


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(VECTOR.format(place="place"))
    op.drop_index(INDEX, TABLE)
    op.drop_column(TABLE, "form")
