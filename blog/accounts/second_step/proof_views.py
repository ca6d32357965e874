"""Proof of identity (sudo mode): a page for those who need more than a field in a form, such as a passkey."""

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.factors.passkeys import PasskeyRefused, assertion_options
from blog.accounts.people.forms import ProofForm
from blog.accounts.people.reauthentication_views import reauthenticate, record_proof, show_proof
from blog.accounts.second_step.passkey_sign_in_views import issue_challenge, say_refusal, verify_answer
from blog.accounts.signin.completion_views import relying_party
from blog.accounts.signin.forms import PasskeyForm
from blog.models import ChallengePurpose, Role
from blog.web.access.policy import staff
from blog.web.addresses.links import is_local_path
from blog.web.forms.resubmission import Fields, long_values, unprefix_fields


@staff(Role.CONTRIBUTOR, during_setup=True)
def proof() -> ResponseReturnValue:
    """Show the ways to prove who one is; take the password, or a code of who has a second factor."""
    form, kept = ProofForm(), unprefix_fields(request.form)
    if not form.validate_on_submit() or not reauthenticate(form):
        return show_proof(form, proof_target(), kept), 422 if form.is_submitted() else 200
    return lead_on(kept)


@staff(Role.CONTRIBUTOR, during_setup=True)
def proof_challenge() -> ResponseReturnValue:
    """Return what the browser is to sign, as JSON; commits."""
    return jsonify(assertion_options(issue_challenge(ChallengePurpose.PROVE), relying_party()))


@staff(Role.CONTRIBUTOR, during_setup=True)
def prove_by_passkey() -> ResponseReturnValue:
    """Take the answer of the browser as proof, if the passkey is one of the signed-in person."""
    kept, person_id = unprefix_fields(request.form), current_user.id
    try:
        passkey = verify_answer(PasskeyForm().credential.data or "", ChallengePurpose.PROVE)
    except PasskeyRefused as reason:
        return show_proof(ProofForm(formdata=None), proof_target(), kept, say_refusal(reason)), 422
    if passkey.person_id != person_id:
        problem = _("This passkey belongs to another account.")
        return show_proof(ProofForm(formdata=None), proof_target(), kept, problem), 422
    record_proof()
    return lead_on(kept)


def proof_target() -> str:
    """Return the local path to which the proof leads, by default the page on signing in."""
    target = request.args.get("next", "")
    return target if is_local_path(target) else url_for(".security")


def lead_on(kept: Fields) -> ResponseReturnValue:
    """Lead to where the proof was asked for, or offer to send the form again that asked for it."""
    if not kept:
        return redirect(proof_target(), code=303)
    values = {"kept": kept, "texts": long_values(kept), "target": proof_target(), "is_proven": True}
    return render_template("accounts/signin/resubmit.html", **values)
