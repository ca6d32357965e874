"""The format of an export: its name and version, and a JSON Schema of every line, made of the tables themselves."""

from typing import Any

from blog.operations.moving_out.column_values import schema_of
from blog.operations.moving_out.exported_tables import TABLES, ExportedTable

FORMAT, VERSION = "broadsheet-export", 1
"""A change that this program could not read before raises the version; docs/export-format.md says when."""
HEAD_FILE, SCHEMA_FILE, MEDIA_LIST = "export.json", "schema.json", "data/media.jsonl"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LEDGER = {
    "type": "array",
    "items": {
        "type": "array",
        "prefixItems": [{"type": "string"}, {"type": "string"}, {"type": "integer"}],
        "items": False,
        "minItems": 3,
    },
}
"""State, reason or frequency, and number of messages."""
MEDIA_ROW = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}\\.[a-z0-9]{1,8}$"},
        "size": {"type": "integer", "minimum": 0},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    "required": ["name", "size", "sha256"],
    "additionalProperties": False,
}
LEDGER_FIELDS: dict[str, dict[str, Any]] = {"ledger": LEDGER, "repeats": {"type": "integer", "minimum": 0}}
"""What the row of an alert has besides its columns."""


def make_schema() -> dict[str, Any]:
    """Return the schema: under $defs one for each file of data/, named as the file, which holds for each of its lines.

    Source: JSON Schema, draft 2020-12.
    """
    rows = {table.name: row_schema(table) for table in TABLES}
    return {
        "$schema": DIALECT,
        "title": f"{FORMAT} {VERSION}",
        "description": "Each file data/NAME.jsonl has on every line one object of $defs/NAME.",
        "$defs": {**rows, "media": MEDIA_ROW},
    }


def row_schema(table: ExportedTable) -> dict[str, Any]:
    """Return the schema of one line of *table*."""
    fields = {column.name: schema_of(column) for column in table.columns}
    if table.name == "alerts":
        fields |= LEDGER_FIELDS
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
