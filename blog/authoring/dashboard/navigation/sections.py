"""The sections of the desk in their two groups, each with its icon and the pages that belong to it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString


class SectionGroup(StrEnum):
    """What a section is for."""

    WRITE = "write"
    RUN = "run"


@dataclass(frozen=True)
class Section:
    """A section of the desk: the *endpoint* of its first page, its name and icon, and the key after G that leads there.

    *prefixes* begin the endpoints of its other pages.
    """

    endpoint: str
    label: LazyString
    icon: str
    group: SectionGroup | None = None
    prefixes: tuple[str, ...] = ()
    key: str = ""

    def holds(self, endpoint: str) -> bool:
        """Return whether the page of *endpoint* belongs to this section."""
        return endpoint == self.endpoint or endpoint.startswith(self.prefixes or "\n")


@dataclass(frozen=True)
class NavigationLink:
    """A link to a *section*, as one page shows it."""

    section: Section
    current: str
    """The value of aria-current; "" elsewhere."""
    waiting: int = 0
    """How much in the section waits for the person."""
    total: int = 0
    """How many there are of what the section lists; 0 where nobody asks."""


DESK = Section("authoring.desk", lazy_gettext("Desk"), "desk", key="d")
REPORTS = Section(
    "authoring.reports",
    lazy_gettext("Reports"),
    "reports",
    SectionGroup.WRITE,
    ("authoring.closing", "authoring.close_"),
    "e",
)
ARTICLES = Section(
    "authoring.articles", lazy_gettext("Articles"), "articles", SectionGroup.WRITE, ("authoring.",), key="a"
)
READERS = Section("readers.index", lazy_gettext("Readers"), "readers", SectionGroup.RUN, ("readers.",), "r")
SETTINGS_PAGES = (
    "site.first_steps",
    "site.settings",
    "site.mail",
    "site.save_mail",
    "site.kind",
    "site.new_kind",
    "site.place_kind",
    "moving.",
    "backups.",
)
AUTHOR_PAGES = (
    "accounts.author",
    "accounts.new_author",
    "accounts.guest_invitation",
)
SECTIONS = (
    DESK,
    ARTICLES,
    Section("pages.index", lazy_gettext("Pages"), "pages", SectionGroup.WRITE, ("pages.",), "g"),
    Section("pictures.library", lazy_gettext("Pictures"), "pictures", SectionGroup.WRITE, ("pictures.",), "p"),
    Section(
        "pictures.attachments",
        lazy_gettext("Files"),
        "files",
        SectionGroup.WRITE,
        (
            "pictures.attachment",
            "pictures.describe_attachment",
            "pictures.replace_attachment",
            "pictures.upload_attachment",
            "pictures.delete_attachment",
        ),
        "f",
    ),
    Section("topics.index", lazy_gettext("Topics"), "topic", SectionGroup.WRITE, ("topics.",), "t"),
    Section("accounts.authors", lazy_gettext("Authors"), "person", SectionGroup.WRITE, AUTHOR_PAGES, "u"),
    REPORTS,
    Section(
        "site.front",
        lazy_gettext("Front page"),
        "front",
        SectionGroup.WRITE,
        ("site.front",),
        "h",
    ),
    READERS,
    Section("delivery.alerts", lazy_gettext("Alerts"), "alerts", SectionGroup.RUN, ("delivery.",), "l"),
    Section(
        "subscriptions.mailing",
        lazy_gettext("Mail"),
        "mail",
        SectionGroup.RUN,
        ("delivery.returned_mail", "delivery.decide_about", "delivery.lift_"),
        "m",
    ),
    Section("site.statistics", lazy_gettext("Statistics"), "statistics", SectionGroup.RUN, (), "v"),
    Section(
        "accounts.people",
        lazy_gettext("People"),
        "people",
        SectionGroup.RUN,
        ("accounts.person", "accounts.invit", "accounts.audit", "accounts.account_end"),
        "o",
    ),
    Section("site.first_settings", lazy_gettext("Settings"), "settings", SectionGroup.RUN, SETTINGS_PAGES, "s"),
)
"""In the order of the side column."""
OUTSIDE = ("authoring.desk", "authoring.menu", "authoring.keys")
"""Pages of the authoring room that belong to no article."""


def find_section(endpoint: str) -> Section | None:
    """Return the section to which the page of *endpoint* belongs; of several the one that names it most closely."""
    if endpoint in OUTSIDE:
        return DESK if endpoint == DESK.endpoint else None
    holding = [section for section in SECTIONS if section.holds(endpoint)]
    return max(holding, key=lambda section: closeness(section, endpoint), default=None)


def closeness(section: Section, endpoint: str) -> int:
    """Return how many letters of *endpoint* the *section*, which holds it, names."""
    names = (section.endpoint, *section.prefixes)
    return max(len(name) for name in names if endpoint.startswith(name))


def list_links(
    endpoint: str, may_enter: Callable[[str], bool], waiting: dict[str, int], totals: dict[str, int]
) -> list[NavigationLink]:
    """Return the sections that *may_enter* admits, as the page of *endpoint* shows them.

    *waiting* and *totals* hold numbers by the endpoint of a section.
    """
    current = find_section(endpoint)
    return [
        NavigationLink(
            section,
            ("page" if endpoint == section.endpoint else "true") if section is current else "",
            waiting.get(section.endpoint, 0),
            totals.get(section.endpoint, 0),
        )
        for section in SECTIONS
        if may_enter(section.endpoint)
    ]
