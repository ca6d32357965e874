"""The addresses of this room and the views behind them."""

from blog.subscriptions.admin.mailing_rules_views import mailing
from blog.subscriptions.blueprint import blueprint
from blog.subscriptions.preferences.views import alter, leave, preferences, receipt, receipt_json
from blog.subscriptions.signup.confirmation_views import change, change_now, confirm, confirm_now, follow, follow_now
from blog.subscriptions.signup.views import create, new, requested

__all__ = ["blueprint"]

ASK, ACT, ASK_AND_ACT = ("GET",), ("POST",), ("GET", "POST")
for rule, view, methods in (
    ("/subscribe", new, ASK),
    ("/subscribe", create, ACT),
    ("/subscribe/requested", requested, ASK),
    ("/subscriptions/confirm/<token>", confirm, ASK),
    ("/subscriptions/confirm/<token>", confirm_now, ACT),
    ("/subscriptions/follow/<token>", follow, ASK),
    ("/subscriptions/follow/<token>", follow_now, ACT),
    ("/subscriptions/change/<token>", change, ASK),
    ("/subscriptions/change/<token>", change_now, ACT),
    ("/subscriptions/<token>", preferences, ASK),
    ("/subscriptions/<token>/<part>", alter, ACT),
    ("/subscriptions/<token>/receipt", receipt, ASK),
    ("/subscriptions/<token>/receipt.json", receipt_json, ASK),
    ("/subscriptions/<token>/leave", leave, ASK_AND_ACT),
    ("/desk/mailing", mailing, ASK_AND_ACT),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
