"""Each installed theme can be chosen, and ours by the empty value."""

from blog.web.site_identity.declared.theme_choice import THEMES
from blog.web.themes.installed_themes import theme_names
from blog.web.themes.theme import OWN_LOOK


def test_each_installed_theme_can_be_chosen_once() -> None:
    values = [value for value, _label in THEMES]

    assert values[0] == ""
    assert sorted(values[1:]) == sorted(set(theme_names()) - {OWN_LOOK.name})
    assert dict(THEMES)["berliner"] == "Berliner"
