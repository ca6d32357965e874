"""Parse bounces in plain text, without a delivery status, by flufl.bounce and patterns of our own."""

import re
from collections.abc import Sequence
from email.message import Message

from flufl.bounce import all_failures

from blog.delivery.bounces.mime_parts import ADDRESS, HeaderFields
from blog.delivery.smtp.status_codes import BASIC, find_status

MAX_TEXT_LENGTH = 20_000
"""Characters of a bounce that are searched; the returned message follows them."""
MAX_LINE_LENGTH = 200
"""Characters of a line that flufl.bounce gets: its patterns take quadratic time on a long one."""
KNOWN_PHRASES = re.compile(
    r"^hi\. this is the .{0,80}(?:qmail|deliver|mail)"
    r"|this message was created automatically by mail delivery software"
    r"|^this is the (?:mail system|postfix program) at"
    r"|the following addresses had permanent (?:fatal|delivery) errors"
    r"|did not reach the following recipient"
    r"|delivery (?:has failed to these recipients|to the following recipients? (?:has )?failed)"
    r"|(?:your )?message (?:could not|couldn.t|cannot) be delivered"
    r"|unable to deliver your message to the following"
    r"|this is the dragonfly mail agent|there was an error delivering your mail to"
    r"|an error has occurred while attempting to deliver a message"
    r"|(?:was not|wasn.t|could not be|couldn.t be|cannot be|can.t be) delivered to"
    r"|could not (?:be delivered|deliver (?:mail|your message|the message)) to"
    r"|the following address(?:es|\(es\))? failed|failed recipient\(s\)|undeliverable (?:to|address)|delivery failed"
    r"|(?:hat|haben) (?:\S+ ){0,6}empfänger nicht erreicht|fehler bei der zustellung an|(?:konnte"
    r"|kann) nicht zugestellt werden"
    r"|nicht zustellbar|remise a échoué|n.a pas (?:pu être|été) (?:remis|distribué)|impossible de (?:remettre"
    r"|distribuer)"
    r"|no se (?:pudo|ha podido|puede) entregar|error al entregar|impossibile (?:recapitare|consegnare)"
    r"|falha na entrega|n[ãa]o (?:p[ôo]de|foi poss[íi]vel) (?:ser )?entreg|bezorging (?:\S+ ){0,6}mislukt"
    r"|kan niet worden bezorgd"
    r"|nie można dostarczyć|не удалось (?:выполнить )?достав|(?<!пока )(?<!ещё )(?<!еще )не доставлено"
    r"|无法(?:传递|送达|投递)|退信"
    r"|配信(?:に失敗|できません|不能)"
    r"|配送できません|전달하지 못|배달하지 못"
    r"|kunde inte levereras|kunne ikke leveres|ble ikke levert|ei voitu toimittaa|nebylo možné doručit"
    r"|(?:nepodařilo se|nepodarilo sa|nelze|nemožno) doručiť?|nem (?:kézbesíthető|sikerült kézbesíteni)|teslim edileme"
    r"|не вдалося достав|неможливо достав|не може бути доставлен|δεν (?:ήταν δυνατή η παράδοση|μπόρεσε να παραδοθεί)"
    r"|nu a putut fi (?:livrat|transmis|trimis)|nije (?:moguće|bilo moguće) (?:isporučiti|dostaviti)"
    r"|không (?:thể|gửi được) (?:gửi|chuyển|thư)|تعذر (?:تسليم|إرسال)|لم يتم تسليم|לא ניתן (?:היה )?למסור"
    r"|не было доставлено|退回|退信|未能(?:成功)?(?:发送|送达)|전송되지 못|送信できません|was undeliverable"
    r"|non è stato (?:consegnato|recapitato)|pas pu (?:délivrer|remettre)|nebyla? doručen"
    r"|nie (?:została|udało się) dostarcz|не був доставлений|não foi entregue|no (?:fue|ha sido) entregado"
    # Whatever the language: the reply of a server, with both its codes, or behind a colon.
    r"|(?<![\d.])5\d\d[ -]{1,3}#?5\.\d{1,3}\.\d{1,3}(?![\d.])"
    r"|[:\uff1a'(]\s{0,8}55[0-4][ -](?=[^\W\d]|[<\[]|\d+\.\d)",
    re.IGNORECASE | re.MULTILINE,
)
"""Own patterns, since most of flufl.bounce's do not match domains with a hyphen."""
RETURNED_MESSAGE = re.compile(
    r"^[ \t]*(?:(?:below is a copy of the|original message|message headers?"
    r"|the message headers?)[^\n]{0,40}(?:follow|:)"
    r"|-+ ?(?:below this line|this is a copy|original message|the following message|transcript of the message"
    r"|message header)|(?:received|return-path|message-id):[ \t<])",
    re.IGNORECASE | re.MULTILINE,
)
"""Start of the returned message, whose text is not the server's."""
MAIL_SYSTEMS = re.compile(
    r"mailer-daemon|postmaster|mail ?delivery|mail system|system ?administrator|microsoft exchange|systemadministrator"
    r"|administrateur syst|administrador del sistema|システム管理者",
    re.IGNORECASE,
)
WARNINGS = re.compile(
    r"warning|delayed|still being retried|will be retried|no action is required|verzögert|retardé|retrasad|遅延",
    re.IGNORECASE,
)
DELAYS = re.compile(
    r"(?:has|have) not (?:yet )?been delivered|(?<!not )(?:will|going to) (?:continue|keep|try|attempt"
    r"|be retried)|still being"
    r"|no action is required|(?:do not|don.t) need to resend|delayed for|warning message only"
    r"|noch nicht zugestellt|verzögert",
    re.IGNORECASE,
)
"""Words of a report that the message is still on its way."""
CHALLENGES = re.compile(
    r"guest ?list|captcha|challenge|(?:click|reply|link|below) (?:\S+ ){0,4}to (?:verify|confirm|release|deliver)"
    r"|(?:verify|confirm|prove) that you (?:are|sent)|(?:verify|confirm) your(?:self| (?:message|identity|e-?mail))",
    re.IGNORECASE,
)
"""Words of a program that holds a message back until its sender answers: nothing has failed."""


def read_plain_text(head: HeaderFields, text: str) -> tuple[str, str, list[str]] | None:
    """Return status, diagnostic and failed addresses of a plain text bounce; None when it is none.

    It must come from a mail system, match a known pattern, not be a mere warning, and name an address. Without a code
    the words behind that address are the diagnostic.
    """
    if not MAIL_SYSTEMS.search(head["from"]) or WARNINGS.search(head["subject"]):
        return None
    text = cut_returned_message(text)
    addresses = find_failed(head, text)
    if addresses is None:
        return None
    diagnostic = find_diagnostic(text)
    if not diagnostic and addresses and not (DELAYS.search(text) or CHALLENGES.search(text)):
        diagnostic = find_reason(text, addresses)
    return (find_status(diagnostic, diagnostic), diagnostic, addresses) if diagnostic else None


def find_failed(head: HeaderFields, text: str) -> list[str] | None:
    """Return the failed addresses in *text*; None when it matches no pattern, or reports a delay."""
    listed = ADDRESS.findall(head["x-failed-recipients"])  # The field of Exim.
    temporary, permanent = all_failures(as_message(head, text))
    if permanent:
        # flufl.bounce cuts an address at an apostrophe; what stands whole in the text comes first.
        found = [address.decode("ascii", "replace") for address in permanent]
        named = [*listed, *ADDRESS.findall(text)]
        whole = [address for address in named if address.endswith(tuple(found))]
        return list(dict.fromkeys([*whole, *sorted(found), *named]))
    if temporary or not (listed or KNOWN_PHRASES.search(text)):
        return None
    return listed or ADDRESS.findall(text)


def as_message(head: HeaderFields, text: str) -> Message:
    """Return *text* as a message that flufl.bounce parses in bounded time: one ASCII part with short lines.

    flufl.bounce fails on a sender without an address, and takes any text
    between two commas for a failed address, so commas are replaced.
    """
    message = Message()
    message["From"] = next(iter(ADDRESS.findall(head["from"])), "mailer-daemon@invalid")
    message["X-Mailer"] = head["x-mailer"][:MAX_LINE_LENGTH]
    lines = (line[:MAX_LINE_LENGTH] for line in text.replace(",", ";").splitlines())
    message.set_payload("\n".join(lines).encode("ascii", "replace").decode())
    return message


def cut_returned_message(text: str) -> str:
    """Return the text of the server, without the returned message."""
    short = text[:MAX_TEXT_LENGTH]
    found = RETURNED_MESSAGE.search(short)
    return short[: found.start()] if found else short


def find_diagnostic(text: str) -> str:
    """Return the first paragraph with a status or reply code, from that line on; empty when there is none."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = paragraph.splitlines()
        for number, line in enumerate(lines):
            if find_status(line, line) or BASIC.search(line):
                return " ".join(lines[number:])
    return ""


def find_reason(text: str, addresses: Sequence[str]) -> str:
    """Return what stands behind the first of *addresses* in *text*: the rest of its paragraph, or else the next one."""
    place = next((text.find(address) + len(address) for address in addresses if address in text), 0)
    paragraphs = (" ".join(part.split()).strip(" >:.") for part in re.split(r"\n[ \t]*\n", text[place:]))
    return next((part for part in paragraphs if part), "")
