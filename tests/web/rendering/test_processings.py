"""Everything that the program stores of persons is declared with its reason and its age."""

import re

from flask import Flask

from blog.config.settings import current_settings
from blog.web.rendering.processings import PROCESSINGS


def test_every_entry_says_what_why_by_which_right_and_how_long(app: Flask) -> None:
    with app.test_request_context():
        for one in PROCESSINGS:
            words = (str(one.label), str(one.data), str(one.purpose), str(one.basis), one.duration(current_settings()))
            assert all(words), words
            assert re.search(r"GDPR article", words[3]), words
