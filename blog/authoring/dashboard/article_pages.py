"""The pages of one article at the desk that a person may open, as the article stands."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from blog.models import Article, ArticleState, Person, Role

Condition = Callable[[Article, Person], bool]


@dataclass(frozen=True)
class DeskLink:
    """A link to one page of an article: its *endpoint*, what it is called, its icon, and whether it leads to a loss."""

    endpoint: str
    label: str
    icon: str
    is_danger: bool = False
    is_first: bool = False
    """Whether it stands among the links that are needed most."""


@dataclass(frozen=True)
class PageRule:
    """Who finds a link to the page of *endpoint*."""

    endpoint: str
    label: LazyString
    icon: str
    is_shown: Condition
    is_danger: bool = False
    is_first: bool = False


def may_change(article: Article, person: Person) -> bool:
    """Return whether *person* may change *article*, which this person can see: Article.editable_by for one row."""
    if person.may(Role.EDITOR):
        return True
    if person.may(Role.AUTHOR):
        return article.state is not ArticleState.IN_REVIEW
    return article.state is ArticleState.DRAFT and not article.was_public and not article.is_pending


def may_publish(article: Article, person: Person) -> bool:
    """Return whether *person* may publish *article* or change when it is public."""
    return person.may(Role.AUTHOR) and may_change(article, person)


def may_delete(article: Article, person: Person) -> bool:
    """Return whether *person* may delete *article* at the desk."""
    is_own = article.author_id == person.id or person.may(Role.EDITOR)
    return is_own and not article.was_public and may_change(article, person)


PAGES = (
    PageRule("authoring.edit", lazy_gettext("Edit"), "pen", may_change, is_first=True),
    PageRule("authoring.preview", lazy_gettext("Preview"), "eye", lambda article, _person: not article.is_public),
    PageRule("authoring.review", lazy_gettext("Review and history"), "in-review", lambda _article, _person: True),
    PageRule("authoring.revisions", lazy_gettext("Revisions"), "history", lambda _article, _person: True),
    PageRule(
        "authoring.statistics",
        lazy_gettext("Page views"),
        "statistics",
        lambda article, _person: article.was_public and not article.is_pending,
    ),
    PageRule(
        "authoring.byline",
        lazy_gettext("Byline"),
        "person",
        lambda article, person: not article.is_pending and may_publish(article, person),
    ),
    PageRule(
        "authoring.translations",
        lazy_gettext("Translations"),
        "globe",
        lambda article, person: not article.is_pending and may_publish(article, person),
    ),
    PageRule("authoring.previews", lazy_gettext("Preview links and remarks"), "link", may_change),
    PageRule(
        "authoring.corrections",
        lazy_gettext("Corrections"),
        "warning",
        lambda article, person: article.was_public and person.may(Role.EDITOR),
        is_first=True,
    ),
    PageRule(
        "site.lead_front",
        lazy_gettext("Lead the front page"),
        "front",
        lambda article, person: article.is_listed and person.may(Role.EDITOR),
    ),
    PageRule(
        "authoring.withdrawal",
        lazy_gettext("Withdraw…"),
        "withdrawn",
        lambda article, person: article.is_public and may_publish(article, person),
        is_danger=True,
    ),
    PageRule("authoring.deletion", lazy_gettext("Delete…"), "bin", may_delete, is_danger=True),
    PageRule(
        "authoring.erasure",
        lazy_gettext("Delete for good…"),
        "bin",
        lambda article, person: article.was_public and person.may(Role.ADMINISTRATOR),
        is_danger=True,
    ),
)
"""In the order of the work; the page of publication is named by publication_page."""
PAGES_OF_PAGE = (
    *(rule for rule in PAGES if rule.endpoint in {"authoring.edit", "authoring.preview", "authoring.revisions"}),
    PageRule("pages.deletion", lazy_gettext("Delete…"), "bin", lambda _article, _person: True, is_danger=True),
)
"""Of a page without date, which only editors see: it has no review, no byline, no corrections and no alert."""


def list_article_pages(article: Article, person: Person) -> list[DeskLink]:
    """Return the pages of *article*, which *person* can see, that this person may open."""
    return [
        DeskLink(rule.endpoint, str(rule.label), rule.icon, rule.is_danger, rule.is_first)
        for rule in (PAGES_OF_PAGE if article.is_page else PAGES)
        if rule.is_shown(article, person)
    ]


def publication_page(article: Article, person: Person) -> DeskLink | None:
    """Return the page that publishes *article*, or once it is public shows alert and dates; None who may not."""
    if article.is_page:
        label = gettext("Link and state") if article.is_public else gettext("Publish")
        return DeskLink("pages.publication", str(label), "pages" if article.is_public else "send", is_first=True)
    if not may_publish(article, person):
        return None
    icon = "alerts" if article.is_public else "scheduled" if article.is_scheduled else "send"
    return DeskLink("authoring.publication", publication_label(article), icon, is_first=True)


def publication_label(article: Article) -> str:
    """Return what the page of publication does for *article*."""
    if article.is_public:
        return str(gettext("Alert and dates"))
    if article.is_scheduled:
        return str(gettext("Change the time"))
    if article.is_pending:
        return str(gettext("Publish changes"))
    return str(gettext("Publish again") if article.was_public else gettext("Publish"))
