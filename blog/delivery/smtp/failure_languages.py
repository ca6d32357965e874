"""Patterns of the same vocabulary in other languages, where a sender or a full mailbox is no reader who is gone."""

from blog.delivery.smtp.failure_vocabularies import VOCABULARIES
from blog.delivery.smtp.failure_words import any_of, either

GONE = any_of(
    *(
        rf"{either(words.reader)}[^\n]{{0,40}}?{either(words.gone)}|{either(words.unknown_reader)}"
        for words in VOCABULARIES.values()
    )
)
ACCOUNTS = either(
    "benutzer\\w*, konto, compte, utilisateur, cuenta, usuario, conta, usuário, account, utente, gebruiker,"
    " użytkowni\\w*, пользовател\\w*, користувач\\w*"
)
NOT_THE_READER = any_of(
    *(either(words.not_the_reader) for words in VOCABULARIES.values()),
    rf"\b(?:smtp|relay|api|login)[- ]?{ACCOUNTS}|{ACCOUNTS} (?:smtp|relay|api)\b",
)
"""The accounts are those with which one signs in to a relay."""
DOMAIN_GONE = any_of(
    r"(?:domäne?|domain)[^\n]{0,40}?(?:existiert nicht|unbekannt|nicht gefunden)",
    r"domaine[^\n]{0,40}?(?:n.existe|inconnu|introuvable)",
    r"domini?o[^\n]{0,40}?(?:n(?:o|ão|on) esiste|n(?:o|ão) existe|inesistente|inexistente|desconocido)",
    r"домен[^\n]{0,40}?не (?:найден|существует)|(?:域名|域)[^\n]{0,10}?不存在",
    r"ドメイン[^\n]{0,20}?(?:存在し|見つか)|도메인[^\n]{0,20}?(?:(?<!수 )없|찾을 수 없)",
)
