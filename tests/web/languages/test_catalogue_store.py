"""The catalogues of an application, and the messages that Flask-Babel finds in them."""

from pathlib import Path

from flask import Flask
from flask_babel import gettext

from blog.web.languages.catalogue_store import Catalogues
from blog.web.languages.page_language import writing_in
from tests.config.test_catalogues import write
from tests.databases import on_sqlite


def test_the_language_of_the_site_comes_first_and_counts_once(tmp_path: Path) -> None:
    write(tmp_path, "de")

    assert Catalogues("de", [tmp_path]).tags == ("de", "en")
    assert Catalogues("en-GB", [tmp_path]).tags == ("en-GB", "de", "en")


def test_a_catalogue_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "de")
    catalogues = Catalogues("en", [tmp_path])

    assert catalogues.find("de") is catalogues.find("de")
    assert catalogues.find("de").gettext("Stay Informed") == "Auf dem Laufenden bleiben"
    assert catalogues.find("").gettext("Stay Informed") == "Stay Informed"


@on_sqlite
def test_messages_follow_the_language_that_is_written_in(app: Flask) -> None:
    with writing_in("de"):
        inside = gettext("Stay Informed")

    assert (inside, gettext("Stay Informed")) == ("Auf dem Laufenden bleiben", "Stay Informed")
