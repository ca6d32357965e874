"""The vocabularies of other languages: none mistakes a sender or a full mailbox for a reader who is gone."""

import pytest

from blog.delivery.smtp import failure_languages as languages
from blog.delivery.smtp.status_codes import classify_failure
from blog.models import BounceKind


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


@pytest.mark.parametrize(
    "said",
    [
        "사용자에게 메일을 보낼 수 없습니다",
        "받는 사람에게 메시지를 배달할 수 없음",
        "도메인에 연결할 수 없습니다",
        "귀하의 계정을 찾을 수 없습니다",
        "このユーザーに送信する権限がありません",
        "アカウントを認証できません。パスワードが無効です",
        "Получатель отклонён удалённым сервером",
        "Адрес отклонен удаленным узлом",
        "Ваш почтовый ящик отключён",
        "У пользователя отсутствуют права на отправку",
        "servidor de correo no encontrado",
        "usuario o contraseña no válidos",
        "su buzón está desactivado",
        "sua caixa foi desativada",
        "la tua casella è disattivata",
        "uw mailbox is ongeldig",
        "Ihr Postfach ist deaktiviert",
        "Benutzer oder Kennwort ungültig",
        "votre adresse est désactivée",
        "Nom d'utilisateur ou mot de passe invalide",
        "Twoje konto nie istnieje",
        "Bu kullanıcıya gönderme izniniz yok",
        "您的邮箱已停用",
        "用户名或密码无效",
    ],
)
def test_nobody_is_gone_who_only_cannot_be_reached_or_is_the_sender(said: str) -> None:
    assert classify_failure("", f"550 {said}") is BounceKind.SOFT


@pytest.mark.parametrize(
    "said",
    [
        "사용자를 찾을 수 없습니다",
        "그런 사용자가 없습니다",
        "도메인을 찾을 수 없습니다",
        "そのようなユーザーはありません",
        "Адрес удалён",
        "Учетная запись удалена",
        "usuario no encontrado",
        "Postfach deaktiviert",
        "邮箱已停用",
        "Böyle bir kullanıcı yok",
    ],
)
def test_who_is_gone_is_still_recognised_beside_such_words(said: str) -> None:
    assert classify_failure("", f"550 {said}") is BounceKind.HARD
