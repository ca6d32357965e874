"""Every shape of address that EasyBlog gives a post, a category, a tag and an author, whatever its settings were."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from blog.operations.moving_in.sources.joomla.site_addresses import SiteAddresses

OPTION = "com_easyblog"
VIEWS = (
    "latest",
    "grid",
    "magazine",
    "categories",
    "featured",
    "archive",
    "blogger",
    "teamblog",
    "tags",
    "myblog",
    "entry",
)
"""Views whose menu items may stand before an address, the likeliest first."""
SHAPES = ("default", "date", "category", "datecategory", "simple", "simplecategory")


@dataclass(frozen=True)
class PostName:
    """What the address of a post is made of."""

    id: str
    slug: str
    moment: datetime | None
    categories: tuple[str, ...]
    """Slug of the first category, and with those above it where there are any."""
    category_ids: tuple[str, ...]
    """Of the first category and of those above it."""
    language: str


@dataclass(frozen=True)
class PostAddresses:
    """Makes the addresses of one site by its *settings*."""

    addresses: SiteAddresses
    settings: Mapping[str, str]

    def paths_of(self, name: PostName) -> list[str]:
        """Return the addresses of a post, that of the present settings first."""
        numbered = f"{name.id}-{name.slug}"
        tails = [name.slug, numbered] if name.slug else [numbered.rstrip("-")]
        if self.settings.get("main_sef_useid") == "1":
            tails.reverse()
        found = self.addresses.complete(self.every_path(name, tails), [name.slug, numbered])
        return [*found, f"{self.addresses.base}/?option={OPTION}&view=entry&id={name.id}"]

    def every_path(self, name: PostName, tails: list[str]) -> Iterator[str]:
        """Yield the paths: all shapes below the first menu, that of the settings below the others."""
        shape = self.settings.get("main_sef") or "default"
        first, *others = self.bases()
        own = [path for id in name.category_ids for path in self.addresses.menus_of(OPTION, "categories", id)]
        for prefix in self.addresses.prefixes(name.language):
            yield from (f"{prefix}/{menu}" for menu in self.addresses.menus_of(OPTION, "entry", name.id) if menu)
            for base in dict.fromkeys((first, *others, *own)):
                start = f"{prefix}/{base}".rstrip("/")
                shapes = (
                    dict.fromkeys((shape, *SHAPES)) if base == first else dict.fromkeys((shape, "default", "simple"))
                )
                for one in shapes:
                    yield from (f"{start}/{path}" for path in self.shaped(one, name, tails))
                yield from (f"{start}/{path}/amp" for path in self.shaped(shape, name, tails[:1]))

    def bases(self) -> list[str]:
        """Return the paths of menus that show EasyBlog; without any, those that Joomla gives it."""
        found = self.addresses.bases(OPTION, VIEWS)
        return list(dict.fromkeys([*found, "component/easyblog"])) if found else ["blog", "", "component/easyblog"]

    def shaped(self, shape: str, name: PostName, tails: Iterable[str]) -> Iterator[str]:
        """Yield the paths of a post in one shape, below a menu."""
        date = f"{name.moment:%Y/%m/%d}" if name.moment else ""
        middles = {
            "date": ["entry", date],
            "simple": [],
            "simplecategory": ["{category}"],
            "category": ["entry", "{category}"],
            "datecategory": ["entry", "{category}", date],
            "custom": ["entry", *self.custom_pieces(name)],
        }.get(shape, ["entry"])
        for category in name.categories or ("",):
            parts = [category if part == "{category}" else part for part in middles]
            if all(parts) or not parts:
                yield from ("/".join([*parts, quote(tail)]) for tail in tails)

    def custom_pieces(self, name: PostName) -> list[str]:
        """Return the pieces that the operator chose for addresses."""
        moment = name.moment
        values = {
            "%blog_id%": name.id,
            "%category_id%": next(iter(name.category_ids), ""),
            "%category%": next(iter(name.categories), ""),
        }
        if moment:
            values |= {
                "%year_num%": f"{moment:%Y}", "%month_num%": f"{moment:%m}", "%day_num%": f"{moment:%d}",
                "%day%": f"{moment:%A}", "%month%": f"{moment:%b}",
            }  # fmt: skip
        custom = self.settings.get("main_sef_custom", "").strip("/") or "%year_num%/%month_num%/%day_num%"
        for word, value in values.items():
            custom = custom.replace(word, value)
        return [piece for piece in custom.split("/") if piece]

    def list_paths(self, view: str, id: str, slugs: Iterable[str], language: str = "*") -> list[str]:
        """Return the addresses of the page of a category ("categories"), a tag ("tags") or an author ("blogger")."""
        return list(dict.fromkeys(self.every_list(view, id, list(filter(None, slugs)), language)))

    def every_list(self, view: str, id: str, slugs: list[str], language: str) -> Iterator[str]:
        """Yield them; a tag also as tags/tag/…, as EasyBlog 3 had it."""
        words = {"tags": ("tags", "tags/tag"), "categories": ("categories", "category"), "blogger": ("blogger",)}[view]
        tails = [quote(tail) for slug in slugs for tail in (slug, f"{id}-{slug}")]
        for prefix in self.addresses.prefixes(language):
            yield from (f"{prefix}/{menu}" for menu in self.addresses.menus_of(OPTION, view, id) if menu)
            for base in self.bases():
                start = f"{prefix}/{base}".rstrip("/")
                yield from (f"{start}/{word}/{tail}" for word in words for tail in tails)
        for path in (path for slug in slugs for path in self.addresses.crawled.get(slug.casefold(), [])):
            if set(path.lower().split("/")) & {view, "category", "tag"}:
                yield path
        yield f"{self.addresses.base}/?option={OPTION}&view={view}&id={id}"

    def feed_paths(self) -> dict[str, str]:
        """Return the addresses of the feed of all posts, and that of ours."""
        starts = [
            f"{prefix}/{base}".rstrip("/") or "/" for prefix in self.addresses.prefixes("*") for base in self.bases()
        ]
        paths = [f"{start}?format=feed" for start in starts] + [f"{start}/rss" for start in starts if start != "/"]
        return dict.fromkeys([*paths, f"{self.addresses.base}/?option={OPTION}&view=latest&format=feed"], "/feed.rss")
