"""Which database a test runs on: both, unless the other could not change the outcome."""

import pytest

on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
"""For walks over many routes, whose outcome no database changes: one is enough, and half the time."""

on_postgres = pytest.mark.parametrize("app", ["postgres"], indirect=True)
"""For hostile text that is stored or looked up by its key: Postgres refuses bytes that SQLite takes. Not for search."""
