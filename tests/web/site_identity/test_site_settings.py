"""Each declared setting stands on exactly one page of the desk."""

from collections import Counter
from dataclasses import fields

from blog.web.site_identity.declared.mail_words import MailWordsSettings
from blog.web.site_identity.site_settings import DECLARED, SECTIONS


def test_each_setting_stands_on_one_page() -> None:
    shown = Counter(one.key for section in SECTIONS for one in section.settings)

    words = {field.name for field in fields(MailWordsSettings)}  # On the page of messages, beside their previews.
    assert shown == Counter(set(DECLARED) - words)
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)
