"""SQL that differs with what is sought, read once for each of its forms."""

from functools import lru_cache

from sqlalchemy import text

MOST_FORMS = 256
read_statement = lru_cache(MOST_FORMS)(text)
"""Returns SQL, whose values are bound, as a statement."""
