"""The staff page: who works here, in the order that the newsroom chose."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from blog.articles.lists.list_json_ld import team_json_ld
from blog.articles.lists.staff import list_team
from blog.articles.pages.views import blueprint, read_publisher, site_card
from blog.database import db
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable


@blueprint.get("/team")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def team() -> ResponseReturnValue:
    """Show who works here; 404 as long as nobody is shown."""
    members = list_team(db.session)
    if not members:
        abort(404)
    return render_template(
        "articles/lists/team.html",
        members=members,
        card=site_card(),
        json_ld=team_json_ld(((one.person, one.profile, one.page) for one in members), read_publisher()),
    )
