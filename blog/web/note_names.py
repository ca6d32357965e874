"""Names of the links of footnotes, which show a number and an arrow alone."""

import re

from flask_babel import gettext as _
from markupsafe import escape

TO_NOTE = re.compile(r'<a (?=[^>]*class="note-link")([^>]*)>(\d+)</a>')
BACK = re.compile(r'<a (?=[^>]*class="note-back")')


def name_notes(html: str) -> str:
    """Return the safe HTML of a body with a name, in the site's language, on each link of its footnotes.

    The names are not stored with the body: they change with the language.
    """
    if 'class="note-' not in html:
        return html
    named = TO_NOTE.sub(lambda found: f'<a aria-label="{note_name(found[2])}" {found[1]}>{found[2]}</a>', html)
    back = escape(_("Back to the text"))
    return BACK.sub(f'<a aria-label="{back}" ', named)


def note_name(number: str) -> str:
    """Return the name of the link to note *number*, escaped."""
    return str(escape(_("Note %(number)s", number=number)))
