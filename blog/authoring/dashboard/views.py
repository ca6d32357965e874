"""The front page of the desk: the articles of one author or of all, by state."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.article_list import list_groups
from blog.authoring.dashboard.article_pages import DeskLink, list_article_pages, may_change, publication_page
from blog.authoring.dashboard.forms import STATE_LABELS
from blog.authoring.editor.working_copies import list_copies
from blog.authoring.publishing.notifications import list_schedule_problems
from blog.database import db
from blog.models import Article, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.app_template_global()
def article_pages(article: Article) -> list[DeskLink]:
    """Return the pages of *article* that the signed-in person may open, without that of publication."""
    return list_article_pages(article, current_user)


@blueprint.app_template_global()
def is_article_changeable(article: Article) -> bool:
    """Return whether the signed-in person, who can see *article*, may change it."""
    return may_change(article, current_user)


@blueprint.app_template_global()
def page_of_publication(article: Article) -> DeskLink | None:
    """Return the page that publishes *article*, or shows its alert and dates; None who may not publish."""
    return publication_page(article, current_user)


@blueprint.get("/desk/")
@staff(Role.CONTRIBUTOR)
def desk() -> ResponseReturnValue:
    """Show the first articles of each state, the own ones or everyone's, and what waits for a decision."""
    all_authors = request.args.get("whose") == "everyone" and current_user.may(Role.EDITOR)
    values = {
        "all_authors": all_authors,
        "groups": list_groups(db.session, current_user, all_authors=all_authors),
        "copies": list_copies(db.session, current_user.id),
        "problems": list_schedule_problems(db.session, current_user, read_clock()),
        "state_labels": STATE_LABELS,
    }
    return render_template("authoring/dashboard/desk.html", **values)
