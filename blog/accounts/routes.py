"""The addresses of this room and the views behind them."""

from flask import Blueprint

from blog.accounts.people.account_views import account, password
from blog.accounts.people.audit_views import audit
from blog.accounts.people.invitation_views import accept_invitation
from blog.accounts.people.role_views import lift_suspension, set_role, suspend_now
from blog.accounts.people.views import invitation, invite_anew, people, person, take_invitation_back
from blog.accounts.signin.current_user import init_visitors, note_visit
from blog.accounts.signin.password_reset_views import forgot, requested, reset
from blog.accounts.signin.views import sign_in, sign_out

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
    ("/invitations/<token>", accept_invitation, ASK_AND_ACT),
    ("/desk/people", people, ("GET",)),
    ("/desk/people/new", invitation, ASK_AND_ACT),
    ("/desk/people/<id:id>", person, ("GET",)),
    ("/desk/people/<id:id>/role", set_role, ("POST",)),
    ("/desk/people/<id:id>/suspension", suspend_now, ("POST",)),
    ("/desk/people/<id:id>/suspension/end", lift_suspension, ("POST",)),
    ("/desk/people/<id:id>/invitation", invite_anew, ("POST",)),
    ("/desk/people/<id:id>/invitation/end", take_invitation_back, ("POST",)),
    ("/desk/audit", audit, ("GET",)),
    ("/account", account, ASK_AND_ACT),
    ("/account/password", password, ASK_AND_ACT),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
