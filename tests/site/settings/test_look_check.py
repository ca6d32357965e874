"""Settings of a look are judged together."""

from dataclasses import replace

from flask import Flask

from blog.site.settings.look_check import accent_verdicts, find_faults
from blog.web.site_identity.reading import site_settings
from tests.databases import on_sqlite


@on_sqlite
def test_an_accent_is_judged_on_the_chosen_paper_and_only_in_its_section(app: Flask) -> None:
    site = replace(site_settings(), accent_light="#0a7d33", paper="warm")

    assert set(find_faults("look", site)) == {"accent_light"}
    assert find_faults("mail", site) == {}
    assert find_faults("look", replace(site, paper="white")) == {}
    assert accent_verdicts(site_settings())["accent_light"].nearest == ""
