"""A value that somebody else has saved is said in words."""

from flask import Flask

from blog.site.settings.conflicts import words_about, words_for
from blog.site.settings.setting_changes import SettingsChange
from blog.web.site_identity.site_settings import DECLARED
from tests.databases import on_sqlite


@on_sqlite
def test_switches_choices_and_empty_texts_are_said_in_words(app: Flask) -> None:
    said = [words_for(DECLARED[key], value) for key, value in (("has_welcome", False), ("alert_form", "whole"))]

    assert [*map(str, said), str(words_for(DECLARED["tagline"], ""))] == ["Off", "Whole article", "Empty"]


@on_sqlite
def test_what_others_changed_is_named(app: Flask) -> None:
    change = SettingsChange(("name",), ("tagline", "reply_to"))

    assert words_about(change).endswith("their change was kept: Tagline, Replies go to.")
    assert words_about(SettingsChange((), ())) == "Nothing was changed."
