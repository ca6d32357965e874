"""What a reader agrees to: the words beside the button, in one place, since they are kept with each request."""

from flask_babel import lazy_gettext as _l

OFFER = _l(
    "We will send you an e-mail when there are new updates on the site: "
    "one message for each article, as soon as it is published."
)
PROMISE = _l("Our messages do not track you, your address is used for nothing else, and one click is enough to leave.")


def wording() -> str:
    """Return the whole wording in the language of the page, as it stands beside the button."""
    return f"{OFFER} {PROMISE}"
