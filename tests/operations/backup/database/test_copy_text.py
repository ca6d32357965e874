"""Whatever a row of SQLite holds comes back from the text of COPY."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.operations.backup.database.copy_text import line_reader, line_writer

TYPES = ("text", "integer", "boolean", "bytea", "timestamp with time zone", "json")
times = st.datetimes().map(lambda moment: moment.isoformat(" ", "microseconds"))
rows = st.tuples(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans().map(int),
    st.binary(),
    times,
    st.sampled_from(['{"a": "\\\\N\\n"}', "null", "\\N"]),
)
nullable = rows.flatmap(lambda row: st.tuples(*(st.sampled_from([value, None]) for value in row)))


@settings(suppress_health_check=[HealthCheck.too_slow])  # A busy machine draws slowly.
@given(nullable)
def test_a_row_comes_back(row: tuple[object, ...]) -> None:
    line = line_writer(TYPES)(row)

    assert line.count(b"\n") == 1
    assert line_reader(TYPES)(line[:-1]) == row


def test_times_and_bytes_are_written_as_postgres_does() -> None:
    row = ("a\tb", 7, 1, b"\x00\xff", "2026-12-01 10:00:00.120000", None)

    assert line_writer(TYPES)(row) == b"a\\tb\t7\tt\t\\\\x00ff\t2026-12-01 10:00:00.12+00\t\\N\n"
