"""URL rules of the subscription pages."""

from blog.subscriptions.admin.mailing_rules_views import mailing
from blog.subscriptions.blueprint import blueprint
from blog.subscriptions.preferences.data_views import data_json, data_text
from blog.subscriptions.preferences.self_erasure_views import ask_erasure, erase, erased, erasure_asked
from blog.subscriptions.preferences.unsubscribe_views import leave, undo_leave, unfollow
from blog.subscriptions.preferences.views import (
    mend_link,
    preferences,
    receipt,
    receipt_json,
    update_all,
    update_section,
)
from blog.subscriptions.signup.confirmation_views import change, change_now, confirm, confirm_now, follow, follow_now
from blog.subscriptions.signup.lost_link_views import link_form, link_sent, send_link
from blog.subscriptions.signup.views import create, new, requested

__all__ = ["blueprint"]

GET, POST, GET_AND_POST = ("GET",), ("POST",), ("GET", "POST")
for rule, view, methods in (
    ("/subscribe", new, GET),
    ("/subscribe", create, POST),
    ("/subscribe/requested", requested, GET),
    ("/subscribe/link", link_form, GET),
    ("/subscribe/link", send_link, POST),
    ("/subscribe/link/sent", link_sent, GET),
    ("/subscriptions/confirm/<token>", confirm, GET),
    ("/subscriptions/confirm/<token>", confirm_now, POST),
    ("/subscriptions/follow/<token>", follow, GET),
    ("/subscriptions/follow/<token>", follow_now, POST),
    ("/subscriptions/change/<token>", change, GET),
    ("/subscriptions/change/<token>", change_now, POST),
    ("/subscriptions/<token>", preferences, GET),
    ("/subscriptions/<token>", update_all, POST),
    ("/subscriptions/<token>/<part>", mend_link, GET),
    ("/subscriptions/<token>/<part>", update_section, POST),
    ("/subscriptions/<token>/receipt", receipt, GET),
    ("/subscriptions/<token>/receipt.json", receipt_json, GET),
    ("/subscriptions/<token>/data.txt", data_text, GET),
    ("/subscriptions/<token>/data.json", data_json, GET),
    ("/subscriptions/<token>/erase", ask_erasure, GET_AND_POST),
    ("/subscriptions/<token>/erase/asked", erasure_asked, GET),
    ("/subscriptions/erase/<token>", erase, GET_AND_POST),
    ("/subscriptions/erased", erased, GET),
    ("/subscriptions/<token>/leave", leave, GET_AND_POST),
    ("/subscriptions/<token>/undo", undo_leave, POST),
    (
        "/subscriptions/<token>/unfollow/<any(topic, author, article):target_kind>/<id:target_id>",
        unfollow,
        GET_AND_POST,
    ),
    ("/desk/mailing", mailing, GET_AND_POST),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
