"""Views of the desk: read, refuse, do one deed, answer."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from blog.policy import staff

blueprint = Blueprint("authoring", __name__)


@blueprint.get("/desk/")
@staff()
def desk() -> ResponseReturnValue:
    """Show the articles at the desk."""
    return render_template("desk/base.html")


@blueprint.get("/desk/articles/new")
@staff()
def new() -> ResponseReturnValue:
    """Show the empty editor."""
    return render_template("desk/base.html")
