"""The schema says of every line what is on it, and the documented one is that of this program."""

import json
from pathlib import Path
from typing import Any

from flask import Flask

from blog.operations.moving_out.export_schema import make_schema
from blog.operations.moving_out.exported_tables import TABLES
from tests.operations.moving_out.exports import export, read_rows
from tests.operations.moving_out.sites import furnish

DOCUMENTED = Path(__file__).parents[3] / "docs" / "export-format.schema.json"
KINDS = {"string": str, "integer": int, "boolean": bool, "null": type(None), "array": list}


def test_every_table_has_rows_that_are_as_the_schema_says(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(1)
    export(tmp_path / "out")
    definitions = make_schema()["$defs"]

    assert json.loads((tmp_path / "out/schema.json").read_text()) == make_schema()
    head = json.loads((tmp_path / "out/export.json").read_text())
    for name, rule in definitions.items():
        rows = read_rows(tmp_path / "out", name)
        assert rows or name == "article_kinds", name
        assert head["files"][f"data/{name}.jsonl"]["rows"] == len(rows)
        assert [find_faults(row, rule) for row in rows] == [[]] * len(rows)


def find_faults(row: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """Return the columns of *row* that break *schema*, by the words of JSON Schema that it uses."""
    faults = sorted(set(schema["required"]) ^ set(row))
    for name, rule in schema["properties"].items():
        kind = rule.get("type")
        allowed = tuple(KINDS[one] for one in ([kind] if isinstance(kind, str) else kind or []))
        is_right = not allowed or isinstance(row[name], allowed)
        is_member = "enum" not in rule or row[name] in rule["enum"]
        is_short = not isinstance(row[name], str) or len(row[name]) <= rule.get("maxLength", 10**9)
        faults += [] if is_right and is_member and is_short else [name]
    return faults


def test_the_documented_schema_is_that_of_the_program() -> None:
    """If not, docs/export-format.md says how it is written, and when the version rises."""
    assert json.loads(DOCUMENTED.read_text("utf-8")) == make_schema()
    words = (DOCUMENTED.parent / "export-format.md").read_text("utf-8")
    assert [table.name for table in TABLES if f"`{table.name}`" not in words] == []
