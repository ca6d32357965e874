"""Each declared setting stands on exactly one page of the desk."""

from collections import Counter
from dataclasses import fields

from blog.web.site_identity.declared.logo_choice import LogoSettings
from blog.web.site_identity.declared.mail_words import MailWordsSettings
from blog.web.site_identity.declared.sign_in import SignInSettings
from blog.web.site_identity.site_settings import DECLARED, SECTIONS


def test_each_setting_stands_on_one_page() -> None:
    shown = Counter(one.key for section in SECTIONS for one in section.settings)

    # Words of mail stand on the page of messages, logo and second factor on pages of their own.
    elsewhere = {field.name for kind in (MailWordsSettings, LogoSettings, SignInSettings) for field in fields(kind)}
    assert shown == Counter(set(DECLARED) - elsewhere)
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)
