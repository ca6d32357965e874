"""A theme in memory."""

from pathlib import Path

from blog.web.themes.theme import BrokenTheme, Theme


def test_a_template_is_named_by_its_file_and_a_fault_by_its_theme() -> None:
    assert Theme("quay", Path("/srv/quay")).path_of("base.html") == "/srv/quay/templates/base.html"
    assert str(BrokenTheme("quay", ["It is empty.", "It is torn."])) == (
        "The theme quay: It is empty.\nThe theme quay: It is torn."
    )
