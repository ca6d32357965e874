"""Notices to people of the newsroom about their own sign-in: factors added, removed, reset, refused, used."""

from functools import partial

from flask_babel import lazy_gettext as _l

from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import Person
from blog.text.cleaning import clean_line

NOTICES = {
    "factor_added": "added",
    "factor_removed": "removed",
    "factors_reset": "reset",
    "passkey_cloned": "cloned",
    "recovery_used": "recovery",
}
"""Name of the kind, and the word by which the template tells them apart."""


def write_security_notice(what: str, person: Person, context: MailContext) -> MailContent:
    """Return the notice to *person* that *what* happened; it names no device and holds no secret."""
    url = context.links.absolute("/account/security")
    values = {"what": what, "name": clean_line(person.name), "security_url": url}
    return render_mail("security_notice", values, is_list=False)


SECURITY_NOTICES = [
    declare(
        MailKind(
            name,
            title=_l("Security notice"),
            reference="person",
            write=partial(write_security_notice, what),
        )
    )
    for name, what in NOTICES.items()
]
