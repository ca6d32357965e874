"""Rows of dumps are the same, whichever tool wrote them; nothing else in a dump is looked at."""

from collections.abc import Callable
from io import BytesIO

import pytest

from blog.operations.moving_in.files.sql_dump import SqlDump
from blog.operations.moving_in.imported_items import ExportRefused
from tests.operations.moving_in.sources.joomla.dumps import Rows, akeeba, mysqldump, phpmyadmin

TEXT = "It's “quoted”; \\ back\r\nslash, \x00 \x1a ); INSERT INTO `x` VALUES (1); -- /* 日本 🌊"
ROWS: Rows = {
    "a": [
        {"id": 1, "text": TEXT, "none": None},
        {"id": 2, "text": "", "none": "x"},
        {"id": 3, "text": b"hex", "none": ""},
    ],
    "b": [{"id": 9, "text": "not wanted"}],
}


def read(dump: str | bytes, name: str = "") -> list[dict[str, str | None]]:
    data = dump.encode() if isinstance(dump, str) else dump
    return [dict(row.values) for row in SqlDump(BytesIO(data), lambda table: table.endswith(name or "_a")).rows()]


@pytest.mark.parametrize("write", [mysqldump, phpmyadmin, akeeba])
def test_every_tool_gives_the_same_rows(write: Callable[[Rows], str]) -> None:
    found = read(write(ROWS))

    assert found == [
        {"id": "1", "text": TEXT, "none": None},
        {"id": "2", "text": "", "none": "x"},
        {"id": "3", "text": "hex", "none": ""},
    ]


@pytest.mark.parametrize("place", [0.35, 0.5, 0.62])
def test_a_dump_that_breaks_off_is_refused(place: float) -> None:
    whole = mysqldump(ROWS)
    start = whole.index("INSERT INTO `ifb7_a`")
    end = whole.index("UNLOCK")

    with pytest.raises(ExportRefused):
        read(whole[: start + int((end - start) * place)])


def test_one_that_lacks_its_last_line_is_known() -> None:
    whole = mysqldump(ROWS)
    dumps = [SqlDump(BytesIO(text.encode()), bool) for text in (whole, whole[: whole.index("DELIMITER")])]
    for dump in dumps:
        list(dump.rows())

    assert [dump.is_cut for dump in dumps] == [False, True]


def test_data_without_structure_is_refused() -> None:
    with pytest.raises(ExportRefused, match="x_a"):
        read("INSERT INTO `x_a` VALUES (1,'a');")


def test_a_database_may_stand_before_the_table() -> None:
    assert read("INSERT INTO `site`.`x_a` (`id`) VALUES (1);REPLACE INTO site.x_a(id) VALUES (2);") == [
        {"id": "1"},
        {"id": "2"},
    ]


@pytest.mark.parametrize(
    "dump",
    [
        "\ufeffCREATE TABLE x_a (id int, text text);INSERT INTO x_a VALUES (1,'b'),(2,'c');",
        "CREATE TABLE x_a (id int, text text);INSERT INTO x_a VALUES ROW(1,'b'), ROW(2,'c');",
    ],
)
def test_a_mark_at_the_beginning_and_the_word_row_cost_nothing(dump: str) -> None:
    assert read(dump) == [{"id": "1", "text": "b"}, {"id": "2", "text": "c"}]
