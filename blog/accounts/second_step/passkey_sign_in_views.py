"""Sign-in by passkey, without a password: the challenge, and the browser's answer."""

from flask import jsonify, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.accounts.factors.factor_changes import note_clone
from blog.accounts.factors.passkey_challenges import CHALLENGES_PER_CLIENT, make_challenge, take_challenge
from blog.accounts.factors.passkeys import PasskeyCloned, PasskeyRefused, assertion_options, verify_passkey
from blog.accounts.factors.pending_sign_ins import end_pending_sign_ins
from blog.accounts.signin.completion_views import let_in, next_path, relying_party
from blog.accounts.signin.forms import PasskeyForm, SignInForm
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.models import ChallengePurpose, Passkey
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.rate_limits import check_rate_limit, client_network
from blog.web.clock import read_clock
from blog.web.forms.resubmission import prefix_fields, unprefix_fields

CHALLENGE_KEY = "passkey_challenge"
"""Key of the token of the challenge in the cookie."""


@anyone(CsrfProtection.TOKEN)
def sign_in_challenge() -> ResponseReturnValue:
    """Return what the browser is to sign, as JSON; commits."""
    return jsonify(assertion_options(issue_challenge(ChallengePurpose.SIGN_IN), relying_party()))


@anyone(CsrfProtection.TOKEN)
def sign_in_by_passkey() -> ResponseReturnValue:
    """Begin a session of whose passkey signed the challenge, with the user verified: no password is asked for."""
    kept = unprefix_fields(request.form)
    try:
        passkey = verify_answer(PasskeyForm().credential.data or "", ChallengePurpose.SIGN_IN)
    except PasskeyRefused as reason:
        return show_refusal(reason)
    if passkey.person.is_suspended or passkey.person.is_guest:
        return show_refusal(PasskeyRefused())
    end_pending_sign_ins(db.session, passkey.person_id)
    return let_in(passkey.person, kept, factor="passkey")


def issue_challenge(purpose: ChallengePurpose) -> bytes:
    """Return a new challenge, bound to this browser by its cookie; commits.

    Raises:
        RateLimitExceeded: sixty within five minutes.
    """
    now = read_clock()
    client = client_network(request.remote_addr)
    with writing():
        check_rate_limit(db.session, CHALLENGES_PER_CLIENT, client, current_settings().secret_key, now)
        token, challenge = make_challenge(db.session, purpose, now)
    session[CHALLENGE_KEY] = token
    return challenge


def verify_answer(answer: str, purpose: ChallengePurpose) -> Passkey:
    """Return the passkey that signed this browser's challenge, which ends in any case; commits that alone.

    Raises:
        PasskeyRefused: see there; its owner is told by mail if the passkey was cloned.
    """
    challenge = end_challenge(purpose)
    try:
        return verify_passkey(db.session, answer, challenge, relying_party(), read_clock())
    except PasskeyCloned as cloned:
        note_clone(db.session, cloned.passkey, read_clock())
        db.session.commit()
        raise


def end_challenge(purpose: ChallengePurpose) -> bytes | None:
    """Return this browser's challenge for *purpose*, used up with that; None if there is none. Commits."""
    with writing():
        return take_challenge(db.session, session.pop(CHALLENGE_KEY, ""), purpose, read_clock())


def say_refusal(reason: PasskeyRefused) -> str:
    """Return the sentence about an answer that proves nothing."""
    words = _("This passkey did not work here. Try again, or use another way to sign in.")
    if isinstance(reason, PasskeyCloned):
        words = _("This passkey was refused, since it seems to have been copied. Use another way, and remove it.")
    return str(words)


def show_refusal(reason: PasskeyRefused) -> ResponseReturnValue:
    """Return the sign-in page with the sentence (422)."""
    kept = prefix_fields(unprefix_fields(request.form))
    values = {"form": SignInForm(formdata=None), "must_sign_in": False, "kept": kept, "problem": say_refusal(reason)}
    action = url_for(".sign_in", next=next_path())
    page = render_template(
        "accounts/signin/sign_in.html", **values, action=action, can_use_passkeys=True, target=next_path()
    )
    return page, 422
