"""The form of a test of one mail."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Email, Length

from blog.web.forms.base import Form, LineField


class SampleTestForm(Form):
    """The address that gets the test."""

    address = LineField(
        _l("Address"),
        validators=[
            DataRequired(_l("Enter an address.")),
            Length(max=254, message=_l("At most %(max)d characters.")),
            Email(_l("Enter a valid e-mail address.")),
        ],
    )
