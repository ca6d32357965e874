"""Which languages a reader and a person at the desk may choose."""

from flask import Flask

from blog.web.languages.offered import desk_languages, known_language, language_options, offered_languages
from tests.databases import on_sqlite


@on_sqlite
def test_a_site_offers_its_own_language_first_and_no_other_unless_told(app: Flask) -> None:
    assert offered_languages() == ("en",)


@on_sqlite
def test_what_is_offered_and_what_the_desk_has(multilingual: Flask) -> None:
    assert offered_languages() == ("en", "de", "ar")
    assert set(desk_languages()) == {"en", "de", "fr", "uk", "ar"}
    assert language_options(("de", "ar")) == [("de", "Deutsch"), ("ar", "العربية")]


@on_sqlite
def test_a_language_whose_catalogue_is_gone_gives_way_to_the_sites(multilingual: Flask) -> None:
    assert (known_language("ar"), known_language("sv"), known_language("")) == ("ar", "", "")
