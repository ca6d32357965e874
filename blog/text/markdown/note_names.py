"""Names of the links of footnotes, which show a number and an arrow alone."""

import re

from markupsafe import escape

TO_NOTE = re.compile(r'<a (?=[^>]*class="note-link")([^>]*)>(\d+)</a>')
BACK = re.compile(r'<a (?=[^>]*class="note-back")')


def name_notes(html: str, to_note: str, back: str) -> str:
    """Return the safe HTML of a body with a name on each link of its footnotes.

    The names are not stored with the body: they are in the language of the page.

    Args:
        html: the body.
        to_note: the name of a link to a note, with {number} in it.
        back: the name of a link from a note back to the text.
    """
    if 'class="note-' not in html:
        return html
    label = str(escape(to_note))
    named = TO_NOTE.sub(
        lambda found: f'<a aria-label="{label.replace("{number}", found[2])}" {found[1]}>{found[2]}</a>', html
    )
    return BACK.sub(f'<a aria-label="{escape(back)}" ', named)
