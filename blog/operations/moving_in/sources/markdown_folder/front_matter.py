"""Front matter of Markdown files: YAML, TOML or JSON before the text, or lines such as "Title: ..."."""

import json
import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import yaml

MAX_LENGTH = 65_536
"""Characters of front matter; more is none."""
FENCED = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
LINES = re.compile(r"\A((?:[A-Za-z][A-Za-z_ -]{1,30}:[^\n]*\n)+)(?:_{3,}[ \t]*\n|\s*\n)")
KNOWN = frozenset({"title", "date", "link", "slug", "tags", "published_date", "published", "meta_description", "lang",
                   "is_page", "make_discoverable", "meta_image", "alias", "canonical_url", "class_name", "description",
                   "author", "category", "categories", "published_at", "created", "updated", "status", "draft",
                   "summary", "image", "comments", "custom_date_format"})  # fmt: skip


class SafeLoader(yaml.SafeLoader):
    """Plain values alone; an alias may stand for a value or a flat list, since others could swell without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Return a node, but for an alias of a node that holds nodes with others in them."""
        if self.check_event(yaml.events.AliasEvent):
            named = self.anchors.get(self.peek_event().anchor)
            is_flat = isinstance(named, yaml.ScalarNode) or (
                isinstance(named, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in named.value)
            )
            if not is_flat:
                raise yaml.YAMLError("no aliases")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the values before the text of a file, with names in small letters, and the text."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    if found := FENCED.match(text):
        values = read_fenced(found[1], found[2])
        return (values, text[found.end() :]) if values is not None else ({}, text)
    if text.lstrip().startswith("{"):
        return read_json_head(text)
    if (found := LINES.match(text)) and is_known(found[1]):
        pairs = (line.partition(":") for line in found[1].splitlines())
        return {name.strip().lower(): value.strip() for name, _colon, value in pairs}, text[found.end() :]
    return {}, text


def read_fenced(fence: str, text: str) -> dict[str, Any] | None:
    """Return the values between fences, None where they cannot be read."""
    if len(text) > MAX_LENGTH:
        return None
    try:
        values = tomllib.loads(text) if fence == "+++" else yaml.load(text, SafeLoader)  # noqa: S506 - it is safe.
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return read_lines(text)
    return small_names(values) if isinstance(values, dict) else {}


def read_lines(text: str) -> dict[str, Any]:
    """Return the values of broken YAML, such as a title with a colon, line by line."""
    pairs = (line.partition(":") for line in text.splitlines() if re.match(r"[A-Za-z][\w-]*:", line))
    return {name.strip().lower(): value.strip().strip("\"'") for name, _colon, value in pairs}


def read_json_head(text: str) -> tuple[dict[str, Any], str]:
    """Return the object with which a file of Hugo may begin, and the text."""
    start = len(text) - len(text.lstrip())
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return {}, text
    return (small_names(values), text[end:].lstrip("\r\n")) if isinstance(values, dict) else ({}, text)


def is_known(lines: str) -> bool:
    """Return whether *lines* are values and not a text that begins with a colon by chance."""
    names = {line.partition(":")[0].strip().lower() for line in lines.splitlines()}
    return bool(names & {"title", "date", "slug", "link"}) and len(names & KNOWN) == len(names)


def small_names(values: dict[Any, Any]) -> dict[str, Any]:
    """Return *values* with names in small letters; those below params and taxonomies stand beside the others."""
    found = {str(name).lower(): value for name, value in values.items()}
    for inner in ("params", "taxonomies", "extra"):
        if isinstance(found.get(inner), dict):
            found = {**{str(name).lower(): value for name, value in found[inner].items()}, **found}
    return found


def words_of(value: Any, *, by_space: bool = False) -> list[str]:
    """Return a list of words: as a list, parted by commas, or one, which Jekyll parts *by_space*."""
    if isinstance(value, str) and by_space and "," not in value and not value.startswith("["):
        return value.split()
    if isinstance(value, str):
        parts: Sequence[Any] = value.strip("[]").split(",") if "," in value or value.startswith("[") else [value]
    else:
        parts = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    return [text for part in parts if (text := name_of(part))]


def name_of(part: Any) -> str:
    """Return the name of an entry, which may be a table."""
    if isinstance(part, dict):
        part = part.get("name") or part.get("title") or ""
    return str(part).strip().strip("\"'") if isinstance(part, str | int | float) else ""


def time_text(value: Any) -> str:
    """Return a time as text, whatever the front matter made of it."""
    return value.isoformat() if isinstance(value, datetime | date) else str(value or "")


def is_true(value: Any) -> bool:
    """Return whether *value* says yes."""
    return value is True or str(value).strip().lower() in {"true", "yes", "1"}
