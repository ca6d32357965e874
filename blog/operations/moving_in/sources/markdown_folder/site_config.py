"""What the configuration of Jekyll or Hugo says: where the site was, and how it made addresses."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import yaml

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.sources.markdown_folder.front_matter import SafeLoader, small_names

FILES = ("_config.yml", "_config.yaml", "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml",
         "config.yml", "config.json")  # fmt: skip
MAX_BYTES = 2**18
STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
PLACEHOLDER = re.compile(r":(\w+)")


@dataclass(frozen=True)
class SiteConfig:
    """The values that an import needs."""

    site: str = ""
    title: str = ""
    pattern: str = ""
    """Of the addresses of posts in Jekyll."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """The same in Hugo, by section."""


def read_config(bundle: Bundle) -> SiteConfig:
    """Return the configuration in *bundle*; an empty one where there is none that can be read."""
    names = [name for name in bundle.names if name.rpartition("/")[2] in FILES and name.count("/") < 2]
    for name in sorted(names, key=lambda one: (one.count("/"), FILES.index(one.rpartition("/")[2]))):
        if bundle.size(name) <= MAX_BYTES:
            with bundle.open(name) as stream:
                return take_values(read_values(name, stream.read().decode("utf-8", "replace")))
    return SiteConfig()


def read_values(name: str, text: str) -> dict[str, Any]:
    """Return the values of a configuration, none of one that cannot be read."""
    found: Any = None
    with suppress(yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        found = tomllib.loads(text) if name.endswith(".toml") else yaml.load(text, SafeLoader)  # noqa: S506 - it is safe.
    return small_names(found) if isinstance(found, dict) else {}


def take_values(values: Mapping[str, Any]) -> SiteConfig:
    """Return what *values* say."""
    site = f"{text_of(values, 'url')}{text_of(values, 'baseurl')}" if values.get("url") else text_of(values, "baseurl")
    known = values.get("permalinks")
    known = known.get("page", known) if isinstance(known, dict) else {}
    sections = {str(name): str(pattern) for name, pattern in known.items()} if isinstance(known, dict) else {}
    return SiteConfig(
        site.rstrip("/") if site.startswith("http") else "",
        text_of(values, "title"),
        text_of(values, "permalink"),
        sections,
    )


def text_of(values: Mapping[str, Any], name: str) -> str:
    """Return a text, "" where there is none."""
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def expand_pattern(
    pattern: str, slug: str, moment: datetime | None, categories: Sequence[str], section: str = ""
) -> str:
    """Return the address that Jekyll or Hugo makes of *pattern*; "" where something that it names is not known."""
    pattern = STYLES.get(pattern, pattern)
    paths = "/".join(one.lower().replace(" ", "-") for one in categories)
    values = dict.fromkeys(("title", "slug", "filename", "contentbasename", "name"), slug)
    values |= {"section": section, "sections": section, "categories": paths}
    if moment is not None:
        values |= {"year": f"{moment:%Y}", "month": f"{moment:%m}", "day": f"{moment:%d}", "short_year": f"{moment:%y}",
                   "i_month": str(moment.month), "i_day": str(moment.day), "y_day": f"{moment:%j}"}  # fmt: skip
    if any(name not in values for name in PLACEHOLDER.findall(pattern)):
        return ""
    made = PLACEHOLDER.sub(lambda found: values[found[1]], pattern)
    return re.sub(r"/{2,}", "/", f"/{made}")
