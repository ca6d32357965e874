"""Forms of the page of returned mail: which suppressions to lift, and what follows from a stop."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SubmitField
from wtforms.validators import Length, Optional, Regexp

from blog.web.forms.base import Form, LineField

DOMAIN = r"^[^\s@/]+\.[^\s@/]+$"


class LiftForm(Form):
    """Which suppressions are meant; shows them, and lifts them at the second button."""

    since = DateField(_l("Suppressed since"), [Optional()])
    words = LineField(_l("The server’s answer contains"), [Length(max=200)])
    domain = LineField(
        _l("Domain of the address"),
        [
            Optional(),
            Length(max=253),
            Regexp(DOMAIN, message=_l("Write a domain such as example.com.")),
        ],
    )
    lift = SubmitField(_l("Lift these suppressions"))


class DecisionAboutRefusalsForm(Form):
    """What follows from the refusals that wait for a decision."""

    spare = SubmitField(_l("The fault is on our side: suppress nobody"))
    suppress = SubmitField(_l("The refusals are right: suppress these addresses"))
