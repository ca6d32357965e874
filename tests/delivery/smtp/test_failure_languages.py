"""The vocabularies of other languages: none mistakes a sender or a full mailbox for a reader who is gone."""

import pytest

from blog.delivery.smtp import failure_languages as languages


@pytest.mark.parametrize("name", languages.VOCABULARIES)
def test_every_language_has_all_its_words(name: str) -> None:
    assert all(languages.VOCABULARIES[name])


@pytest.mark.parametrize(
    "said",
    ["Empfänger unbekannt", "Destinataire inconnu", "Нет такого пользователя", "收件人不存在", "宛先が見つかりません"],
)
def test_a_reader_who_is_gone_is_recognised(said: str) -> None:
    assert languages.GONE.search(said)
    assert not languages.NOT_THE_READER.search(said)


@pytest.mark.parametrize(
    "said", ["Absender unbekannt", "boîte pleine", "отправитель не найден", "您的账号不存在", "送信者が見つかりません"]
)
def test_what_is_about_others_is_recognised(said: str) -> None:
    assert languages.NOT_THE_READER.search(said)


def test_a_domain_that_is_gone_is_recognised() -> None:
    assert languages.DOMAIN_GONE.search("Die Domain existiert nicht")
    assert languages.DOMAIN_GONE.search("Domäne existiert nicht")
    assert languages.DOMAIN_GONE.search("le domaine est introuvable")
