"""The front page of the desk: the articles of one author or of all, by state."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.article_list import count_articles, read_shelf, read_shelves
from blog.authoring.editor.working_copies import list_all_copies
from blog.authoring.publishing.notifications import list_surprises
from blog.database import db
from blog.models import ArticleState, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.get("/desk/")
@staff(Role.CONTRIBUTOR)
def desk() -> ResponseReturnValue:
    """Show the articles: the start of each shelf, or one shelf page by page."""
    is_everyone = request.args.get("whose") == "everyone" and current_user.may(Role.EDITOR)
    state = next((state for state in ArticleState if state == request.args.get("state")), None)
    if state is None:
        shelves = read_shelves(db.session, current_user, is_everyone=is_everyone)
    else:
        count = count_articles(db.session, current_user, is_everyone=is_everyone).get(state, 0)
        key = request.args.get("before")
        shelves = [read_shelf(db.session, current_user, state, count=count, before=key, is_everyone=is_everyone)]
    left = list_all_copies(db.session, current_user.id)
    values = {"state": state, "is_everyone": is_everyone, "left": left}
    surprises = list_surprises(db.session, current_user, read_clock())
    return render_template("authoring/dashboard/desk.html", shelves=shelves, surprises=surprises, **values)
