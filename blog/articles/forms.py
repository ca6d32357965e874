"""Forms of public reading."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from blog.forms import LineField, OpenForm

LONGEST_QUERY = 200


class SearchForm(OpenForm):
    """What to search for; it comes in the address."""

    q = LineField(
        _l("Search for"),
        validators=[Length(max=LONGEST_QUERY, message=_l("Please search for at most 200 characters."))],
    )
