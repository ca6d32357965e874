"""URL rules of the accounts and the blueprint that holds them."""

from flask import Blueprint

from blog.accounts.authors.address_views import confirm_address, own_address, person_address
from blog.accounts.authors.record_views import account_end, author_deletion, author_merge, guest_invitation
from blog.accounts.authors.views import (
    author_picture,
    author_profile,
    authors,
    new_author,
    team_order,
    team_place,
)
from blog.accounts.people.account_views import account, password
from blog.accounts.people.audit_views import audit
from blog.accounts.people.invitation_views import accept_invitation
from blog.accounts.people.role_views import lift_suspension, set_role, suspend_now
from blog.accounts.people.views import invitation, people, person, resend, revoke
from blog.accounts.second_step.code_views import second_step
from blog.accounts.second_step.passkey_sign_in_views import sign_in_by_passkey, sign_in_challenge
from blog.accounts.second_step.proof_views import proof, proof_challenge, prove_by_passkey
from blog.accounts.security.authenticator_views import (
    authenticator,
    authenticator_removal,
    begin_authenticator,
    new_recovery_codes,
)
from blog.accounts.security.passkey_views import new_passkey, passkey_challenge, passkey_name, passkey_removal
from blog.accounts.security.requirement_views import factor_reset, requirement
from blog.accounts.security.views import (
    end_session_elsewhere,
    end_sessions_elsewhere,
    factor_setup_day,
    security,
)
from blog.accounts.signin.current_user import init_login, touch_current_session
from blog.accounts.signin.password_reset_views import forgot, requested, reset
from blog.accounts.signin.views import sign_in, sign_out

blueprint = Blueprint("accounts", __name__)
blueprint.record(init_login)
blueprint.before_app_request(touch_current_session)
blueprint.add_app_template_global(factor_setup_day)

GET_AND_POST = ("GET", "POST")
for rule, view, methods in (
    ("/login", sign_in, GET_AND_POST),
    ("/login/second-step", second_step, GET_AND_POST),
    ("/login/passkey", sign_in_by_passkey, ("POST",)),
    ("/login/passkey/challenge", sign_in_challenge, ("POST",)),
    ("/logout", sign_out, ("POST",)),
    ("/password-resets/new", forgot, GET_AND_POST),
    ("/password-resets/requested", requested, ("GET",)),
    ("/password-resets/<token>", reset, GET_AND_POST),
    ("/invitations/<token>", accept_invitation, GET_AND_POST),
    ("/desk/people", people, ("GET",)),
    ("/desk/people/new", invitation, GET_AND_POST),
    ("/desk/people/<id:id>", person, ("GET",)),
    ("/desk/people/second-factor", requirement, GET_AND_POST),
    ("/desk/people/<id:id>/second-factor", factor_reset, GET_AND_POST),
    ("/desk/people/<id:id>/role", set_role, ("POST",)),
    ("/desk/people/<id:id>/suspension", suspend_now, ("POST",)),
    ("/desk/people/<id:id>/suspension/end", lift_suspension, ("POST",)),
    ("/desk/people/<id:id>/invitation", resend, ("POST",)),
    ("/desk/people/<id:id>/invitation/end", revoke, ("POST",)),
    ("/desk/people/<id:id>/address", person_address, GET_AND_POST),
    ("/desk/people/<id:id>/end", account_end, GET_AND_POST),
    ("/desk/authors", authors, ("GET",)),
    ("/desk/authors/new", new_author, GET_AND_POST),
    ("/desk/authors/order", team_order, ("POST",)),
    ("/desk/authors/<id:id>", author_profile, GET_AND_POST),
    ("/desk/authors/<id:id>/picture", author_picture, GET_AND_POST),
    ("/desk/authors/<id:id>/place", team_place, ("POST",)),
    ("/desk/authors/<id:id>/invitation", guest_invitation, GET_AND_POST),
    ("/desk/authors/<id:id>/merge", author_merge, GET_AND_POST),
    ("/desk/authors/<id:id>/deletion", author_deletion, ("POST",)),
    ("/login-addresses/<token>", confirm_address, GET_AND_POST),
    ("/account/address", own_address, GET_AND_POST),
    ("/desk/audit", audit, ("GET",)),
    ("/account", account, GET_AND_POST),
    ("/account/password", password, GET_AND_POST),
    ("/account/security", security, ("GET",)),
    ("/account/proof", proof, GET_AND_POST),
    ("/account/proof/passkey", prove_by_passkey, ("POST",)),
    ("/account/proof/passkey/challenge", proof_challenge, ("POST",)),
    ("/account/authenticator", authenticator, GET_AND_POST),
    ("/account/authenticator/new", begin_authenticator, ("POST",)),
    ("/account/authenticator/removal", authenticator_removal, ("POST",)),
    ("/account/recovery-codes", new_recovery_codes, ("POST",)),
    ("/account/passkeys", new_passkey, ("POST",)),
    ("/account/passkeys/challenge", passkey_challenge, ("POST",)),
    ("/account/passkeys/<id:id>/name", passkey_name, ("POST",)),
    ("/account/passkeys/<id:id>/removal", passkey_removal, ("POST",)),
    ("/account/sessions/<id:id>/end", end_session_elsewhere, ("POST",)),
    ("/account/sessions/end", end_sessions_elsewhere, ("POST",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
