"""A watched table says when its triggers fire, in a schema of any age."""

from blog.web.cache.watched_tables import WatchedTable

PEOPLE = WatchedTable("people", ("UPDATE", "DELETE"), ("name", "biography"), "{row}.is_hidden")


def test_an_update_fires_for_the_columns_that_readers_see() -> None:
    assert PEOPLE.timing("UPDATE") == "AFTER UPDATE OF name, biography ON people"
    assert PEOPLE.timing("DELETE") == "AFTER DELETE ON people"


def test_rows_that_are_private_before_and_after_do_not_count() -> None:
    assert PEOPLE.condition("UPDATE") == " WHEN (NOT (old.is_hidden AND new.is_hidden))"
    assert PEOPLE.condition("DELETE") == " WHEN (NOT (old.is_hidden))"


def test_an_older_schema_has_fewer_columns() -> None:
    assert PEOPLE.within({"id", "name"}).columns == ("name",)
