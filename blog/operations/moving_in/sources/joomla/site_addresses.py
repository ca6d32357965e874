"""Addresses of a Joomla site: menus, languages, redirects, and a list of addresses that were crawled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from blog.models.former_address import normalise_address
from blog.operations.moving_in.conversion.own_links import bare_host
from blog.operations.moving_in.conversion.plain_words import path_of
from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables

MAX_BASES = 12
TARGETS = 300
"""Characters of an address to which another leads."""


@dataclass(frozen=True)
class MenuItem:
    """An entry of a menu: its path there and what it shows."""

    path: str
    query: dict[str, str]
    is_home: bool = False
    language: str = "*"


@dataclass
class SiteAddresses:
    """What is known of the addresses of a whole site."""

    base: str
    """Path of the folder in which Joomla was, "" for the root."""
    menus: list[MenuItem] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)
    """Beginnings of paths by language, such as de for de-DE; empty where paths have none."""
    redirects: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Old paths by the normalised path to which they lead."""
    crawled: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Paths by their last part."""

    def prefixes(self, language: str) -> list[str]:
        """Return the beginnings that paths in *language* may have: none, and that of the language."""
        if language in self.languages:
            return [f"{self.base}/{self.languages[language]}", self.base]
        return [self.base, *(f"{self.base}/{sef}" for sef in self.languages.values())]

    def bases(self, option: str, views: Sequence[str]) -> list[str]:
        """Return the paths of menus that show lists of all that *option* has, those of the first of *views* first."""
        found = [menu for menu in self.menus if menu.query.get("option") == option and menu.query.get("view") in views]
        found = [menu for menu in found if menu.query.get("id", "0") in {"", "0"}]
        found.sort(key=lambda menu: views.index(menu.query["view"]))
        paths = [path for menu in found for path in (["", menu.path] if menu.is_home else [menu.path])]
        return list(dict.fromkeys(paths))[:MAX_BASES]

    def menus_of(self, option: str, view: str, id: str) -> Iterator[str]:
        """Yield the paths of menus that show one thing alone."""
        for menu in self.menus:
            same = menu.query.get("option") == option and menu.query.get("view") == view
            if same and menu.query.get("id", "").partition(":")[0] == id:
                yield "" if menu.is_home else menu.path

    def complete(self, paths: Iterable[str], names: Iterable[str]) -> list[str]:
        """Return *paths*, the crawled paths that end as *names* say, and old ones that were led to any of them."""
        found = [*(path for name in names for path in self.crawled.get(fold(name), [])), *paths]
        led = [old for path in found for old in self.redirects.get(normal(path), [])]
        return list(dict.fromkeys([*found, *led]))

    def all_redirects(self) -> dict[str, str]:
        """Return the old paths that led on, and where to; those to articles lead to the articles already."""
        return {old: new for new, olds in self.redirects.items() for old in olds if len(new) <= TARGETS}


def read_addresses(tables: JoomlaTables, site: str, crawled: Iterable[str]) -> SiteAddresses:
    """Return what the tables and the list of *crawled* addresses say."""
    found = SiteAddresses(urlsplit(site).path.rstrip("/"))
    for row in tables.all("menu"):
        query = dict(parse_qsl(row.get("link", "").partition("?")[2]))
        if row.get("published") in {"1", "", None} and row.get("client_id") in {"0", "", None} and "option" in query:
            item = MenuItem(row.get("path", "").strip("/"), query, row.get("home") == "1", row.get("language", "*"))
            found.menus.append(item)
    filters = tables.of("extensions", "languagefilter")
    if any(row.get("enabled") == "1" for row in filters):
        rows = [row for row in tables.all("languages") if row.get("published") == "1" and row.get("sef")]
        found.languages = {row.get("lang_code", ""): row["sef"] for row in rows}
    for row in tables.all("redirect_links"):
        old, new = path_of(row.get("old_url", "")), own_path(row.get("new_url", ""), site)
        if row.get("published") == "1" and old and new:
            found.redirects[normal(new)].append(old)
    for address in crawled:
        if path := path_of(address):
            found.crawled[fold(urlsplit(path).path.rstrip("/").rsplit("/", 1)[-1])].append(path)
    return found


def redirect_losses(tables: JoomlaTables, site: str) -> Iterator[tuple[Loss, str]]:
    """Yield the redirects that led to other sites, which no address here can."""
    for row in tables.all("redirect_links"):
        new = row.get("new_url", "")
        if row.get("published") == "1" and new and not own_path(new, site):
            yield Loss(LossKind.LINK, f"redirect to {new}"), row.get("old_url", "")


def own_path(address: str, site: str) -> str:
    """Return the path of *address* on the old site, "" of one elsewhere."""
    host = bare_host(address)
    path = path_of(address)
    return "" if host and host != bare_host(site) else path if path.startswith("/") or not path else f"/{path}"


def normal(path: str) -> str:
    """Return *path* as all its spellings share it."""
    head, _mark, query = path.partition("?")
    return normalise_address(head.replace("/index.php", "", 1), query)


def fold(name: str) -> str:
    """Return the last part of a path as it is compared."""
    return unquote(name).casefold().removesuffix(".html")


def ancestors(id: str, rows: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return *id* and the ids of the categories above it, from below."""
    found = list[str]()
    while id in rows and id not in found:
        found.append(id)
        id = rows[id].get("parent_id", "")
    return found
