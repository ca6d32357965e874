"""The menu of the desk, the list of its keys, and what the frame of each page shows."""

from collections import Counter

from flask import current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.navigation.sections import DESK, READERS, REPORTS, NavigationLink, list_links
from blog.authoring.dashboard.overview.waiting import count_waiting
from blog.authoring.reports.report_closing import count_open_reports
from blog.database import db
from blog.models import Role, SubscriberState, read_kept_counts
from blog.web.access.policy import policy_of, staff
from blog.web.clock import read_clock


def may_enter(endpoint: str) -> bool:
    """Return whether the signed-in person has the role that the view of *endpoint* asks for."""
    policy = policy_of(current_app.view_functions[endpoint])
    return policy is not None and policy.role is not None and current_user.may(policy.role)


@blueprint.app_template_global()
def desk_links() -> list[NavigationLink]:
    """Return the sections that the signed-in person may enter, with what waits in them; read once a request."""
    if "desk_links" not in g:
        known = g.get("waiting_count")
        number = count_waiting(db.session, current_user, read_clock()) if known is None else known
        waiting = {DESK.endpoint: number}
        if current_user.may(Role.AUTHOR):
            waiting[REPORTS.endpoint] = count_open_reports(db.session, current_user)
        totals = {READERS.endpoint: count_readers()} if current_user.may(Role.ADMINISTRATOR) else {}
        g.desk_links = list_links(request.endpoint or "", may_enter, waiting, totals)
    links: list[NavigationLink] = g.desk_links
    return links


def count_readers() -> int:
    """Return how many readers have confirmed their addresses; 0 as long as nobody has counted."""
    counts = read_kept_counts(db.session, "subscribers") or Counter[tuple[str, str]]()
    return sum(number for (state, _), number in counts.items() if state == SubscriberState.CONFIRMED)


@blueprint.get("/desk/menu")
@staff(Role.CONTRIBUTOR)
def menu() -> ResponseReturnValue:
    """Show all sections of the desk and the account, for screens without a side column."""
    return render_template("desk/menu.html")


@blueprint.get("/desk/keys")
@staff(Role.CONTRIBUTOR)
def keys() -> ResponseReturnValue:
    """Show the keys of the desk."""
    return render_template("desk/keys.html")
