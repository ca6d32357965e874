"""The tables of a Joomla site from a dump of its database: the prefix found by itself, the rows that matter kept."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.kept_rows import KeptRows, Row
from blog.operations.moving_in.files.sql_dump import SqlRow
from blog.operations.moving_in.files.sql_files import read_dump
from blog.operations.moving_in.imported_items import ExportRefused, Loss, LossKind

Keys = Mapping[str, str]
"""The column by which the rows of each table are sought; a table that is not named is not kept."""
SHARED: Keys = {
    "users": "id", "menu": "id", "languages": "lang_code", "viewlevels": "id", "redirect_links": "id",
    "associations": "key", "extensions": "element",
}  # fmt: skip
COPIES = ("ucm_", "finder_", "fields_")
"""Joomla's own tables whose names end as those of others do."""
UNNUMBERED = frozenset({"associations", "contentitem_tag_map", "fields_values", "languages", "extensions"})
"""Tables whose rows have no number of their own."""


@dataclass(frozen=True)
class JoomlaTables:
    """The rows of one site."""

    rows: KeptRows
    prefix: str
    others: Mapping[str, int]
    """Prefixes of further sites in the same dump, and how many articles they have."""
    cut: list[str]
    """Files that seem not to be whole."""

    def all(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a table by their numbers; NULL is ""."""
        return self.rows.all(self.prefix + name)

    def of(self, name: str, key: str) -> list[dict[str, str]]:
        """Return the rows of a table that have *key*."""
        return self.rows.of(self.prefix + name, key)

    def one(self, name: str, key: str) -> dict[str, str]:
        """Return the row of a table with *key*, an empty one where there is none."""
        return next(iter(self.of(name, key)), {})

    def count(self, name: str) -> int:
        """Return how many rows a table has."""
        return self.rows.count(self.prefix + name)

    def losses(self) -> Iterator[tuple[Loss, str]]:
        """Yield what is left out of the dump, or may be missing in it."""
        for prefix, count in self.others.items():
            yield Loss(LossKind.ITEM, f"tables {prefix}*"), str(count)
        for name in self.cut:
            yield Loss(LossKind.ITEM, "last line of the dump missing: it may not be whole"), name


def read_tables(bundle: Bundle, keys: Keys, main: str) -> JoomlaTables:
    """Return the tables named in *keys* and SHARED of the site that has most rows in the table *main*.

    Raises:
        ExportRefused: there is no such table, or the dump is damaged.
    """
    keys = {**SHARED, **keys}
    rows, counts, cut = KeptRows(), Counter[str](), list[str]()
    split = table_splitter(keys)

    def kept() -> Iterator[tuple[str, str, str, Row]]:
        for number, row in enumerate(read_dump(bundle, lambda name: split(name) is not None, cut)):
            prefix, name = split(row.table) or ("", "")
            counts[prefix] += name == main
            yield keep_row(row, name, keys[name], number)

    rows.add(kept())
    ranked = [prefix for prefix, count in counts.most_common() if count]
    ranked.sort(key=lambda prefix: (prefix.lower().startswith("bak_"), not rows.count(f"{prefix}users")))
    if not ranked:
        raise ExportRefused(_("The dump has no rows of the table %(table)s.", table=main))
    return JoomlaTables(rows, ranked[0], {prefix: counts[prefix] for prefix in ranked[1:]}, cut)


def table_splitter(keys: Keys) -> Callable[[str], tuple[str, str] | None]:
    """Return what parts the name of a table into prefix and rest; None of a table that is not read."""
    names = sorted(keys, key=len, reverse=True)
    known: dict[str, tuple[str, str] | None] = {}

    def split(table: str) -> tuple[str, str] | None:
        if table not in known:
            known[table] = next(
                (
                    (table[: -len(name)], name)
                    for name in names
                    if table.lower().endswith(f"_{name}") and not table[: -len(name)].lower().endswith(COPIES)
                ),
                None,
            )
        return known[table]

    return split


def keep_row(row: SqlRow, name: str, key: str, number: int) -> tuple[str, str, str, Row]:
    """Return *row* as it is kept."""
    own = "" if name in UNNUMBERED else row.values.get("id") or ""
    return row.table, own or f"{number}.", row.values.get(key) or "", row.values
