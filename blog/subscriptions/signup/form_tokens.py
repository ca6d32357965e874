"""A sent subscribe form as an encrypted token, so that the next page names the address and offers the form again."""

from blog.models.email_address import EmailAddress, display_address
from blog.subscriptions.forms import SubscribeForm
from blog.subscriptions.signup_limits import DAY
from blog.subscriptions.targets import Target
from blog.web.addresses.links import SIGNUP_FORM, Links


def make_form_token(links: Links, form: SubscribeForm, address: EmailAddress, target: Target | None) -> str:
    """Return the token of a valid *form*: what was typed and chosen, with its time stamp."""
    values = {
        "address": display_address(address.mail),
        "name": form.name.data or "",
        "about": form.about.data,
        "frequency": form.frequency.data,
        "stamp": form.stamp.data or "",
        "page": form.path,
    }
    return links.encrypt(SIGNUP_FORM, values | ({target.kind: target.slug} if target else {}))


def make_address_token(links: Links, address: EmailAddress) -> str:
    """Return the token that holds nothing but *address*."""
    return links.encrypt(SIGNUP_FORM, {"address": display_address(address.mail)})


def read_form_token(links: Links, token: str | None) -> dict[str, str]:
    """Return the fields in *token* by name; none if there is no token, or it is not ours or a day old."""
    return links.decrypt(SIGNUP_FORM, token, DAY) if token else {}
