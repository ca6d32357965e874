"""The settings of the logo are no part of a section: its own page writes them."""

from blog.web.site_identity.declared.logo_choice import LogoSettings
from blog.web.site_identity.setting_declaration import settings_declared_in
from blog.web.site_identity.site_settings import SECTIONS


def test_no_form_of_a_section_takes_the_name_of_a_file() -> None:
    own = {one.key for one in settings_declared_in(LogoSettings)}

    assert own == {"logo", "logo_alt", "logo_place"}
    assert not own & {one.key for section in SECTIONS for one in section.settings}
