"""Notices to people of the newsroom about their own sign-in: factors added, removed, reset, refused, used."""

from functools import partial

from flask_babel import lazy_gettext as _l

from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import Person
from blog.text.cleaning import clean_line

NOTICES = {
    "factor_added": ("added", _l("Second factor added")),
    "factor_removed": ("removed", _l("Second factor removed")),
    "factors_reset": ("reset", _l("Second factors reset")),
    "passkey_cloned": ("cloned", _l("Copied passkey refused")),
    "recovery_used": ("recovery", _l("Recovery code used")),
}
"""By the name of the kind: the word by which the template tells them apart, and the title."""


def write_security_notice(what: str, person: Person, context: MailContext) -> MailContent:
    """Return the notice to *person* that *what* happened; it names no device and holds no secret."""
    url = context.links.absolute("/account/security")
    values = {"what": what, "name": clean_line(person.name), "security_url": url}
    return render_mail("security_notice", values, is_list=False)


SECURITY_NOTICES = [
    declare(
        MailKind(
            name,
            title=title,
            reference="person",
            write=partial(write_security_notice, what),
        )
    )
    for name, (what, title) in NOTICES.items()
]
