"""Dumps of a Joomla database as mysqldump, phpMyAdmin and Akeeba write them, made small and whole."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
PREFIX = "ifb7_"
ZERO = "0000-00-00 00:00:00"


def literal(value: Any) -> str:
    """Return *value* as MySQL's tools write it."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return f"0x{value.hex().upper()}"
    text = str(value).replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\r", "\\r")
    return "'" + text.replace("\n", "\\n").replace("\x00", "\\0").replace("\x1a", "\\Z") + "'"


def columns_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the columns that any row has."""
    return list(dict.fromkeys(name for row in rows for name in row))


def create(table: str, columns: Sequence[str]) -> str:
    """Return CREATE TABLE, with what makes it hard to read."""
    inside = ",\n".join(f"  `{name}` varchar(255) NOT NULL DEFAULT '' COMMENT 'one, (two) it''s'" for name in columns)
    return (
        f"CREATE TABLE `{table}` (\n{inside},\n  PRIMARY KEY (`{columns[0]}`),\n  KEY `idx_x` (`{columns[0]}`,"
        f"`{columns[-1]}`(190))\n) ENGINE=InnoDB AUTO_INCREMENT=9 DEFAULT CHARSET=utf8mb4 COMMENT='it''s; x';\n"
    )


def mysqldump(rows: Rows, prefix: str = PREFIX) -> str:
    """Return a dump with one INSERT a table, without names of columns."""
    parts = ["/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19  Distrib 10.11\n--\n"]
    parts.append("/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!40101 SET NAMES utf8mb4 */;\n")
    for name, found in sorted(rows.items()):
        table, columns = prefix + name, columns_of(found)
        values = ",".join(f"({','.join(literal(row.get(column, '')) for column in columns)})" for row in found)
        parts.append(f"DROP TABLE IF EXISTS `{table}`;\n/*!40101 SET character_set_client = utf8 */;\n")
        parts.append(create(table, columns))
        parts.append(f"LOCK TABLES `{table}` WRITE;\n/*!40000 ALTER TABLE `{table}` DISABLE KEYS */;\n")
        parts.append(f"INSERT INTO `{table}` VALUES {values};\nUNLOCK TABLES;\n")
    parts.append("DELIMITER ;;\n/*!50003 CREATE*/ /*!50003 TRIGGER t BEGIN DELETE FROM x; END */;;\nDELIMITER ;\n")
    return "".join([*parts, "-- Dump completed on 2026-05-01  3:00:01\n"])


def phpmyadmin(rows: Rows, prefix: str = PREFIX) -> str:
    """Return a dump whose INSERTs name their columns, before the tables are told in full."""
    parts = ['-- phpMyAdmin SQL Dump\n-- https://www.phpmyadmin.net/\n\nSET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";\n\n']
    for name, found in rows.items():
        table, columns = prefix + name, columns_of(found)
        parts.append(f"--\n-- Tabellenstruktur für Tabelle `{table}`\n--\n\n{create(table, columns)}")
        for start in range(0, len(found), 2):
            values = ",\n".join(
                f"({', '.join(literal(row.get(one, '')) for one in reversed(columns))})"
                for row in found[start : start + 2]
            )
            names = ", ".join(f"`{one}`" for one in reversed(columns))
            parts.append(f"INSERT INTO `{table}` ({names}) VALUES\n{values};\n\n")
    return "".join([*parts, "COMMIT;\n"])


def akeeba(rows: Rows) -> str:
    """Return a dump with Joomla's own prefix and a statement a line."""
    parts = []
    for name, found in rows.items():
        columns = columns_of(found)
        parts.append(create(f"#__{name}", columns).replace("\n", " ") + "\n")
        names = ",".join(f"`{column}`" for column in columns)
        for row in found:
            values = ",".join(literal(row.get(column, "")) for column in columns)
            parts.append(f"INSERT INTO `#__{name}` ({names}) VALUES ({values});\n")
    return "".join(parts)


def write_dump(folder: Path, rows: Rows, name: str = "site.sql") -> Path:
    """Write a dump as mysqldump does, and return its path."""
    path = folder / name
    path.write_text(mysqldump(rows), "utf-8")
    return path


USERS = [
    {"id": 605, "name": "Maren Holt", "username": "maren", "email": "maren@old.example.org", "block": 0,
     "password": "$2y$10$abc"},
    {"id": 606, "name": "Who only reads", "username": "reader", "email": "reader@old.example.org", "block": 1},
]  # fmt: skip
LANGUAGES = [
    {"lang_id": 1, "lang_code": "de-DE", "sef": "de", "published": 1},
    {"lang_id": 2, "lang_code": "en-GB", "sef": "en", "published": 1},
]


def menu(id: int, path: str, link: str, **more: Any) -> dict[str, Any]:
    """Return an entry of a menu."""
    return {"id": id, "path": path, "link": f"index.php?option={link}", "published": 1, "client_id": 0, "home": 0,
            "language": "*", **more}  # fmt: skip
