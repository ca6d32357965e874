"""The card of an address: its title and text read from the page, as a page and as JSON for the script."""

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from wtforms.validators import DataRequired

from blog.authoring.blueprint import blueprint
from blog.authoring.editor.links.page_details import read_details
from blog.authoring.fields import max_length
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Role
from blog.web.access.outgoing.guarded_fetch import MAX_ADDRESS, FetchFailure, NotFetched
from blog.web.access.outgoing.outside_network import Network
from blog.web.access.policy import staff
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit
from blog.web.clock import read_clock
from blog.web.forms.base import Form, LineField

READING_LIMIT = RateLimit("link-preview", 60, 3600)
PROBLEMS = {
    FetchFailure.ADDRESS: lazy_gettext("This is not the address of a page. Such an address begins with https://."),
    FetchFailure.PRIVATE: lazy_gettext("This address is not on the public internet."),
    FetchFailure.UNREACHABLE: lazy_gettext("The page does not respond. Please try again, or write the title yourself."),
    FetchFailure.REFUSED: lazy_gettext("The page cannot be read automatically. Please write the title yourself."),
    FetchFailure.TYPE: lazy_gettext("This is a file and not a page. Please write the title yourself."),
    FetchFailure.SIZE: lazy_gettext("This is a file and not a page. Please write the title yourself."),
    FetchFailure.HOST: lazy_gettext("The page cannot be read automatically. Please write the title yourself."),
}


class CardForm(Form):
    """The address of a page elsewhere."""

    address = LineField(
        lazy_gettext("Address of the page"),
        validators=[DataRequired(lazy_gettext("Please give an address.")), max_length(MAX_ADDRESS)],
    )


@blueprint.get("/desk/card")
@staff(Role.CONTRIBUTOR)
def card() -> ResponseReturnValue:
    """Show the form that asks for an address."""
    return render_template("authoring/editor/address_card.html", form=CardForm(formdata=None), markdown="")


@blueprint.post("/desk/card")
@staff(Role.CONTRIBUTOR)
def read_card() -> ResponseReturnValue:
    """Read title and text of a page, and answer with the Markdown of its card; nothing is kept."""
    form = CardForm()
    markdown, status = "", 200
    if form.validate_on_submit():
        markdown, status = read_markdown(form)
    else:
        status = 422
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        answer = {"markdown": markdown} if markdown else {"error": " ".join(form.address.errors)}
        return jsonify(answer), status
    return render_template("authoring/editor/address_card.html", form=form, markdown=markdown), status


def read_markdown(form: CardForm) -> tuple[str, int]:
    """Return the Markdown of the card and 200, or "" and the status of the error that *form* then has."""
    now, address = read_clock(), form.address.data or ""
    try:
        check_rate_limit(db.session, READING_LIMIT, str(current_user.id), current_settings().secret_key, now)
        db.session.commit()  # No transaction stays open while another site takes its time.
        return read_details(address, Network()).to_markdown(address), 200
    except RateLimitExceeded:
        form.address.errors = [_("You have read 60 pages within an hour. Please wait a little.")]
        return "", 429
    except NotFetched as failure:
        form.address.errors = [str(PROBLEMS[failure.reason])]
        return "", 422
