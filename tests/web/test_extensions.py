"""Extensions are bound to the running application."""

from flask import Flask
from flask_babel import gettext

from blog.web.extensions import babel, links
from tests.databases import on_sqlite


@on_sqlite
def test_links_are_those_of_the_running_site(app: Flask) -> None:
    assert links() is app.extensions["links"]
    assert links().absolute("/a") == "https://news.example.org/a"


@on_sqlite
def test_messages_come_from_the_catalogue_of_the_application(app: Flask) -> None:
    class Shouting:
        def ugettext(self, text: str) -> str:
            return text.upper()

    loaded = app.extensions["catalogues"].loaded
    kept = loaded.pop("", None)
    loaded[""] = Shouting()
    try:
        assert babel.domain_instance.gettext("Tea") == gettext("Tea") == "TEA"
    finally:
        loaded.pop("")
        loaded.update({"": kept} if kept else {})
