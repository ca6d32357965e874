"""The tables of a site are found whatever their prefix is, also beside those of others."""

from pathlib import Path

import pytest

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables, read_tables
from tests.operations.moving_in.sources.joomla.dumps import USERS, mysqldump

ROWS = {"content": [{"id": 1, "title": "A"}, {"id": 2, "title": "B"}], "users": USERS}


def read(folder: Path, *texts: str) -> JoomlaTables:
    for number, text in enumerate(texts):
        (folder / f"{number}.sql").write_text(text, "utf-8")
    with open_bundle(folder) as bundle:
        return read_tables(bundle, {"content": "id"}, "content")


@pytest.mark.parametrize("prefix", ["jos_", "#__", "a_b_c_"])
def test_the_prefix_is_found(tmp_path: Path, prefix: str) -> None:
    tables = read(tmp_path, mysqldump(ROWS, prefix))

    assert (tables.prefix, tables.count("content"), tables.one("users", "605")["name"]) == (prefix, 2, "Maren Holt")
    assert tables.one("users", "999") == {}


def test_the_backup_of_an_older_site_is_named_and_not_read(tmp_path: Path) -> None:
    older = {"content": [*ROWS["content"], {"id": 3, "title": "Old"}], "users": USERS}
    tables = read(tmp_path, mysqldump(older, "bak_"), mysqldump(ROWS, "jos_"))

    assert [row["title"] for row in tables.all("content")] == ["A", "B"]
    assert [(loss.detail, place) for loss, place in tables.losses()] == [("tables bak_*", "3")]


def test_copies_that_joomla_keeps_for_itself_do_not_count(tmp_path: Path) -> None:
    copies = {"ucm_content": [{"core_content_id": number, "core_title": "x"} for number in range(9)]}

    assert read(tmp_path, mysqldump({**ROWS, **copies}, "jos_")).count("content") == 2


def test_a_dump_without_the_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="content"):
        read(tmp_path, mysqldump({"users": USERS}))
