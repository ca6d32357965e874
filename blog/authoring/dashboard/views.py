"""The front page of the desk: the articles of one author or of all, by state."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.article_list import STATE_ORDER, count_articles, list_group, list_groups
from blog.authoring.editor.working_copies import list_copies
from blog.authoring.publishing.notifications import list_schedule_problems
from blog.database import db
from blog.models import Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.get("/desk/")
@staff(Role.CONTRIBUTOR)
def desk() -> ResponseReturnValue:
    """Show the articles: the first ones of each state, or those of one state page by page."""
    all_authors = request.args.get("whose") == "everyone" and current_user.may(Role.EDITOR)
    state = next((state for state in STATE_ORDER if state == request.args.get("state")), None)
    if state is None:
        groups = list_groups(db.session, current_user, all_authors=all_authors)
    else:
        count = count_articles(db.session, current_user, all_authors=all_authors).get(state, 0)
        cursor = request.args.get("before")
        groups = [list_group(db.session, current_user, state, count=count, cursor=cursor, all_authors=all_authors)]
    copies = list_copies(db.session, current_user.id)
    values = {"state": state, "all_authors": all_authors, "copies": copies}
    problems = list_schedule_problems(db.session, current_user, read_clock())
    return render_template("authoring/dashboard/desk.html", groups=groups, problems=problems, **values)
