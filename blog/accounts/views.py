"""The addresses of this room and the views behind them."""

from flask import Blueprint

from blog.accounts.accountviews import account, password
from blog.accounts.resetviews import forgot, requested, reset
from blog.accounts.signviews import sign_in, sign_out
from blog.accounts.visitors import init_visitors, note_visit

blueprint = Blueprint("accounts", __name__)
blueprint.record(init_visitors)
blueprint.before_app_request(note_visit)

ASK_AND_ACT = ("GET", "POST")
for rule, view, methods in (
    ("/login", sign_in, ASK_AND_ACT),
    ("/logout", sign_out, ("POST",)),
    ("/password-resets/new", forgot, ASK_AND_ACT),
    ("/password-resets/requested", requested, ("GET",)),
    ("/password-resets/<token>", reset, ASK_AND_ACT),
    ("/account", account, ASK_AND_ACT),
    ("/account/password", password, ASK_AND_ACT),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
