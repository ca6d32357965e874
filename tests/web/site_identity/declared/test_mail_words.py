from blog.models import AlertForm
from blog.web.site_identity.declared.mail_words import FORMS, MailWordsSettings


def test_the_default_of_each_setting_is_one_that_works() -> None:
    defaults = MailWordsSettings()

    assert (defaults.alert_form, defaults.has_welcome, defaults.welcome_words) == ("extract", True, "")


def test_each_form_of_an_alert_can_be_chosen() -> None:
    assert [value for value, _label in FORMS] == list(AlertForm)
