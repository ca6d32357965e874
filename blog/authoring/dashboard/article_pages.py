"""The pages of one article at the desk that a person may open, as the article stands."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from blog.models import Article, ArticleState, Person, Role

Condition = Callable[[Article, Person], bool]


@dataclass(frozen=True)
class DeskLink:
    """A link to one page of an article: its *endpoint*, what it is called, and whether it leads to a loss."""

    endpoint: str
    label: str
    is_danger: bool = False


@dataclass(frozen=True)
class PageRule:
    """Who finds a link to the page of *endpoint*."""

    endpoint: str
    label: LazyString
    is_shown: Condition
    is_danger: bool = False


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
    PageRule("authoring.edit", lazy_gettext("Edit"), may_change),
    PageRule("authoring.preview", lazy_gettext("Preview"), lambda article, _person: not article.is_public),
    PageRule("authoring.review", lazy_gettext("Review and history"), lambda _article, _person: True),
    PageRule("authoring.revisions", lazy_gettext("Revisions"), lambda _article, _person: True),
    PageRule(
        "authoring.byline",
        lazy_gettext("Byline"),
        lambda article, person: not article.is_pending and may_publish(article, person),
    ),
    PageRule("authoring.previews", lazy_gettext("Preview links and remarks"), may_change),
    PageRule(
        "authoring.corrections",
        lazy_gettext("Corrections"),
        lambda article, person: article.was_public and person.may(Role.EDITOR),
    ),
    PageRule(
        "authoring.withdrawal",
        lazy_gettext("Withdraw"),
        lambda article, person: article.is_public and may_publish(article, person),
        is_danger=True,
    ),
    PageRule("authoring.deletion", lazy_gettext("Delete"), may_delete, is_danger=True),
    PageRule(
        "authoring.erasure",
        lazy_gettext("Delete for good"),
        lambda article, person: article.was_public and person.may(Role.ADMINISTRATOR),
        is_danger=True,
    ),
)
"""In the order of the work; the page of publication is named by publication_page."""


def list_article_pages(article: Article, person: Person) -> list[DeskLink]:
    """Return the pages of *article*, which *person* can see, that this person may open."""
    return [
        DeskLink(rule.endpoint, str(rule.label), rule.is_danger) for rule in PAGES if rule.is_shown(article, person)
    ]


def publication_page(article: Article, person: Person) -> DeskLink | None:
    """Return the page that publishes *article*, or once it is public shows alert and dates; None who may not."""
    if not may_publish(article, person):
        return None
    return DeskLink("authoring.publication", publication_label(article))


def publication_label(article: Article) -> str:
    """Return what the page of publication does for *article*."""
    if article.is_public:
        return str(gettext("Alert and dates"))
    if article.is_scheduled:
        return str(gettext("Change the time"))
    if article.is_pending:
        return str(gettext("Publish changes"))
    return str(gettext("Publish again") if article.was_public else gettext("Publish"))
