"""Settings of a look are judged together."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from blog.site.settings.look_check import accent_verdicts, find_faults
from blog.web.site_identity.reading import site_settings
from tests.databases import on_sqlite


@on_sqlite
def test_a_theme_that_cannot_be_used_is_refused_with_its_sentence(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "theme.css").write_text(".note { color: red;")
    broken = replace(site_settings(), theme=str(tmp_path))

    [words] = find_faults("look", broken).values()
    assert words == "This theme cannot be used. theme.css does not close every brace that it opens."
    assert find_faults("look", replace(site_settings(), theme="berliner")) == {}


@on_sqlite
def test_the_accent_is_judged_on_the_theme_that_is_chosen_with_it(app: Flask) -> None:
    green = replace(site_settings(), accent_light="#0a7d33")

    assert "accent_light" in find_faults("look", green)
    assert find_faults("look", replace(green, theme="berliner", paper="white")) == {}


@on_sqlite
def test_an_accent_is_judged_on_the_chosen_paper_and_only_in_its_section(app: Flask) -> None:
    site = replace(site_settings(), accent_light="#0a7d33", paper="warm")

    assert set(find_faults("look", site)) == {"accent_light"}
    assert find_faults("mail", site) == {}
    assert find_faults("look", replace(site, paper="white")) == {}
    assert accent_verdicts(site_settings())["accent_light"].nearest == ""
