"""What the words of a status column mean, in the programs and main languages of lists."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from blog.models import SubscriberState, Suppression
from blog.subscriptions.import_export.programs.column_names import fold_word


class Standing(NamedTuple):
    """What a list says about a reader; *is_member* False means that the person never subscribed there."""

    state: SubscriberState
    suppression: Suppression | None = None
    is_member: bool = True


CONFIRMED = Standing(SubscriberState.CONFIRMED)
PENDING = Standing(SubscriberState.PENDING)
NO_MEMBER = Standing(SubscriberState.PENDING, is_member=False)
BOUNCED = Standing(SubscriberState.PENDING, Suppression.HARD_BOUNCE)
LEFT = Standing(SubscriberState.LEFT)
COMPLAINED = Standing(SubscriberState.LEFT, Suppression.COMPLAINT)
SEVERITY = (CONFIRMED, PENDING, NO_MEMBER, BOUNCED, LEFT, COMPLAINED)
"""What speaks most against mail comes last."""
WORDS: Mapping[Standing, str] = {
    CONFIRMED: "confirmed subscribed enabled active true yes y 1 on regular premium paid free comp gifted trialed"
    " member opted_in opt_in optin double_opt_in verified cold aktiv angemeldet abonniert bestatigt bestaetigt ja wahr"
    " actif abonne inscrit confirme oui vrai activo suscrito confirmado si verdadero attivo iscritto confermato"
    " vero ativo inscrito sim actief ingeschreven bevestigd abonnee inscrite confirmée suscrita activa attiva"
    " iscritta confermata ativa inscrita активний активна підписаний підписана підтверджений підтверджено так активен"
    " активный подписан подписана подтвержден да aktywny aktywna zapisany zapisana potwierdzony"
    " potwierdzona tak prenumererar bekräftad tilmeldt bekræftet påmeldt bekreftet"
    " aktivní přihlášen potvrzen ano abone etkin evet aktiivinen vahvistettu kyllä feliratkozott igen abonat confirmat"
    " مشترك نشط مؤكد نعم",
    PENDING: "pending unconfirmed new unactivated not_confirmed unverified validating awaiting_confirmation"
    " pending_confirmation paused upcoming ausstehend unbestatigt nicht_bestatigt offen en_attente non_confirme"
    " pendiente sin_confirmar in_attesa non_confermato pendente niet_bevestigd"
    " очікує непідтверджений не_підтверджено ожидает неподтвержденный не_подтвержден oczekujący niepotwierdzony"
    " väntande obekräftad nepotvrzen beklemede onaysız nemegerősített neconfirmat معلق غير_مؤكد",
    NO_MEMBER: "non_subscribed nonsubscribed not_subscribed never_subscribed transactional archived nicht_abonniert"
    " non_abonne no_suscrito не_підписаний не_подписан",
    BOUNCED: "cleaned bounced bounce hard_bounce hard_bounced soft_bounced undeliverable invalid unreachable"
    " unzustellbar nicht_zustellbar ungultig non_distribuable rebond rebotado invalido non_recapitabile onbestelbaar",
    LEFT: "left unsubscribed unsubscribe disabled inactive false no n 0 off blocklisted blacklisted blocked suppressed"
    " cancelled canceled churned opted_out opt_out optout removed deleted deactivated suspended unsub abgemeldet"
    " ausgetragen gekundigt inaktiv gesperrt geloscht nein falsch desabonne desinscrit inactif bloque non faux baja"
    " de_baja dado_de_baja cancelado inactivo falso disiscritto cancellato inattivo inativo descadastrado nao"
    " uitgeschreven afgemeld inactief nee désabonnée désinscrite bloquée desuscrito desuscrita inactiva"
    " disiscritta inattiva inativa cancelada descadastrada відписаний відписана відписався відписалася"
    " відписано неактивний неактивна заблокований видалений ні отписан отписана отписался отписалась неактивен"
    " неактивный заблокирован удален нет wypisany wypisana wypisano nieaktywny nieaktywna avregistrerad avprenumererad"
    " avanmäld afmeldt avmeldt nej nei odhlášen odhlášený neaktivní pasif abonelikten_çıktı hayır peruttu"
    " peruutettu epäaktiivinen leiratkozott dezabonat inactiv ملغى ألغى_الاشتراك غير_مشترك غير_نشط لا",
    COMPLAINED: "complained complaint complaints spam spammy junk abuse marked_as_spam spam_complaint beschwerde"
    " plainte queja",
}
"""Source: Mailchimp (contact statuses), listmonk, Ghost, beehiiv, Buttondown (SubscriberType), MailPoet, Keila, Kit
(subscriber states), MailerLite, Sendy, phpList. Non-subscribed and archived contacts of Mailchimp never agreed to
mail or were put away by the owner: they are not taken in, and nobody here leaves because of them.
"""
STANDINGS = {fold_word(word): standing for standing, words in WORDS.items() for word in words.split()}
TRUE, FALSE = (
    frozenset(["true", "yes", "y", "t", "x", "1", "on", "ja", "wahr", "oui", "vrai", "si", "sim", "vero", "verdadero"]),
    frozenset(["false", "no", "n", "f", "0", "2", "off", "nein", "falsch", "non", "faux", "nao", "falso", "nee"]),
)
EMPTY = frozenset({"", "null", "none", "n_a", "na", "nan", "nil", "never", "0000_00_00", "0000_00_00_00_00_00", "nie"})
"""Ways in which programs write that there is nothing."""

MAX_EMPTY = 25
"""Longer texts are none of them; most cells are looked at with this alone."""


MAX_STATES = 20
DATE_BEHIND = re.compile(r"\s+\(?(?:(?:on|since|at|am|seit|le|el|il|z)\s+)?\d[\d\s.:/T-]{3,30}\)?Z?\s*$")
"""A date behind a word of state."""


def find_standing(text: str, others: Mapping[str, str]) -> Standing | None:
    """Return what the words of state in *text* mean: of several that which speaks most against mail.

    None when one of them is not understood; *others* are words of one program alone.
    """
    text = text[:200]
    if (whole := find_one(text, others)) is not None:
        return whole
    words = [word for word in re.split(r"[,;/|]", text) if word.strip()][:MAX_STATES]
    found = [find_one(DATE_BEHIND.sub("", word), others) for word in words]
    return most_severe([one for one in found if one is not None]) if None not in found else None


def find_one(text: str, others: Mapping[str, str]) -> Standing | None:
    """Return what one word of state means, None when it is not understood."""
    word = fold_word(text)
    return STANDINGS.get(others.get(word, word))


def is_empty(text: str) -> bool:
    """Return whether *text* is a way to write nothing."""
    text = text.strip()
    return not text or ("@" not in text and len(text) < MAX_EMPTY and fold_word(text) in EMPTY)


def read_flag(text: str) -> bool | None:
    """Return the yes or no that *text* is, None when it is neither."""
    word = fold_word(text)
    return True if word in TRUE else False if word in FALSE else None


def most_severe(standings: list[Standing]) -> Standing | None:
    """Return what speaks most against mail; one who left and bounced has both."""
    if LEFT in standings and BOUNCED in standings and COMPLAINED not in standings:
        return Standing(SubscriberState.LEFT, Suppression.HARD_BOUNCE)
    return max(standings, key=SEVERITY.index, default=None)
