"""Each declared setting stands on exactly one page of the desk."""

from collections import Counter

from blog.web.site_identity.site_settings import DECLARED, SECTIONS


def test_each_setting_stands_on_one_page() -> None:
    shown = Counter(one.key for section in SECTIONS for one in section.settings)

    assert shown == Counter(list(DECLARED))
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)
