"""Refusals in the shape of the world's servers, each with its true verdict; {r} recipient, {s} sender, {ip},"
" {h} host."""

from typing import NamedTuple

from blog.models import BounceKind

HARD, SOFT = BounceKind.HARD, BounceKind.SOFT


class Refusal(NamedTuple):
    """What a server said: basic code, enhanced code, words."""

    basic: str
    status: str
    words: str
    truth: BounceKind

    def said(self) -> str:
        """The reply as it stands on the wire, with the places of names still open."""
        return " ".join(part for part in (self.basic, self.status, self.words) if part)


def parse(truth: BounceKind, lines: str) -> list[Refusal]:
    """Read one refusal a line: basic code, enhanced code or -, words."""
    rows = (line.split(None, 2) for line in lines.strip().splitlines())
    return [Refusal(basic.strip("-"), status.strip("-"), words, truth) for basic, status, words in rows]


GONE = parse(
    HARD,
    """
    550 5.1.1 <{r}>: Recipient address rejected: User unknown in local recipient table
    550 5.1.1 <{r}>: Recipient address rejected: User unknown in relay recipient table
    550 5.1.1 <{r}>... User unknown
    550 5.1.1 User unknown
    550 5.1.1 Mailbox not found
    550 5.1.1 The account you tried to reach does not exist. Please check the address for typing errors.
    550 5.1.1 sorry, no mailbox here by that name
    550 5.1.1 RESOLVER.ADR.RecipNotFound; not found
    550 5.1.1 No such user here, please verify the address and try again
    550 5.1.1 {r} is not a known user on {h}
    550 5.1.1 <spam.policy@block-list.example> {r}: user unknown
    550 5.1.2 Host unknown (Name server: {h}: host not found)
    550 5.1.2 We do not relay recipient domain: no such domain
    550 5.1.6 Recipient no longer on server: {r}
    551 5.1.6 User has moved away
    556 5.1.10 Recipient domain has a null MX
    550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {r} not found by SMTP address lookup
    550 5.1.351 Remote server returned unknown recipient or mailbox unavailable
    550 5.1.0 <{r}>: Recipient address rejected: undeliverable address
    550 5.1.0 <{r}> Recipient unknown
    550 5.1.0 Domain {h} does not accept mail (nullMX)
    553 5.1.3 <{r}> bad recipient address syntax: no such mailbox
    501 5.1.3 Recipient address is invalid
    550 5.2.1 The mailbox of this user is disabled and takes no mail
    550 5.2.1 The account that you tried to reach is disabled
    550 5.2.1 Mailbox {r} is inactive
    550 5.2.1 This mailbox was blocked due to inactivity
    550 5.2.0 No such mailbox
    550 5.4.1 Recipient address rejected: Access denied. [{h}]
    550 5.4.1 All recipient addresses rejected : Access denied
    550 5.4.4 Domain {h} does not exist
    550 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain
    550 5.4.4 Host or domain name not found
    550 5.4.310 DNS domain {h} does not exist
    550 5.5.0 Requested action not taken: mailbox unavailable
    550 5.5.1 <{r}>: no such user
    550 5.0.0 <{r}>... User unknown
    550 5.3.0 <{r}>... Addressee unknown
    553 5.3.0 <{r}>... No such user here
    550 - No such user here
    550 - Unknown user account
    550 - {r} is not a valid mailbox
    550 - user {r} does not exist
    550 - User doesn't exist: {r}
    550 - Unrouteable address
    550 - unknown local-part "anna" in domain "{h}"
    550 - Invalid recipient {r}
    550 - Invalid Recipient - https://help.example/docs/550
    550 - Mailbox not found. https://service.example/no-such-mailbox
    550 - User not found: {r}
    550 - Requested action not taken: mailbox unavailable
    550 - Unknown local part anna
    550 - Not our customer
    550 - this address no longer exists
    550 - The recipient has left the company: mailbox closed
    551 - user not local; {r} unknown
    553 - sorry, no mailbox here by that name (#5.1.1)
    554 - delivery error: dd This user doesn't have a mail.example account ({r}) [0] - {h}
    554 - delivery error: dd No such account: {r}
    554 - delivery error: dd Sorry, your message to {r} cannot be delivered. This mailbox is disabled.
    554 - This account has been disabled or discontinued
    554 - user unknown
    550 - User anna ({r}) not listed in Domino Directory
    550 - ERROR CODE :550 - User does not exist - <{r}>
    550 - Message was not accepted -- invalid mailbox. Local mailbox {r} is unavailable: user not found
    550 - Local mailbox {r} is unavailable: user is terminated
    550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient
    550 - Benutzer unbekannt
    550 - Empfänger {r} existiert nicht
    550 - Postfach nicht gefunden
    550 - Die Adresse ist unbekannt
    550 - Utilisateur inconnu
    550 - L'adresse {r} n'existe pas
    550 - Boîte aux lettres inexistante
    550 - Usuario desconocido
    550 - El buzón no existe
    550 - La cuenta {r} no existe
    550 - Usuário inexistente
    550 - A caixa postal não existe
    550 - Utente sconosciuto
    550 - La casella {r} non esiste
    550 - Gebruiker onbekend
    550 - Skrzynka nie istnieje
    550 - Okänd mottagare
    550 - Пользователь не найден
    550 - Нет такого пользователя
    550 - 用户不存在
    550 - 收件人地址不存在
    550 - 宛先のメールアドレスが見つかりません
    550 - ユーザーが存在しません
    550 - 사용자를 찾을 수 없습니다
    550 - Kullanıcı bulunamadı
    """,
)
OURS = parse(
    SOFT,
    """
    550 5.1.0 <{s}> sender is refused by our policy, see block list
    550 5.1.0 {ip} may not send for {d} (SPF)
    553 5.1.3 look up {ip} at the block list's page
    550 5.2.1 this mailbox gets mail at too high a rate now
    550 - Your account has been disabled.
    550 - Account disabled
    550 - mailbox {s} is disabled
    550 5.2.1 <{s}> account inactive
    550 5.1.1 <{s}>: Sender address rejected: User unknown in virtual mailbox table
    550 5.1.1 Your domain does not exist
    550 5.1.1 Recipient blocked by our policy
    550 5.1.1 <{r}>: host {h} said: 554 5.7.1 {ip} listed at zen.spamhaus.org
    550 5.1.1 unknown recipient or rate limit exceeded, slow down
    550 5.1.1 undeliverable address: verification failed
    550 5.1.2 Domain of sender address {s} does not exist
    550 5.1.10 sender domain has a null MX
    550 5.1.0 Sender denied
    550 5.1.0 Address rejected
    550 5.1.0 Authentication required
    550 5.1.3 Invalid address: envelope sender
    550 5.1.7 Invalid address
    550 5.1.8 Access denied, bad outbound sender
    550 5.1.20 Multiple From addresses are not allowed
    550 5.1.90 Your message can't be sent because you've reached your daily limit for recipients
    550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages
    550 5.2.1 Your mailbox is disabled
    550 5.4.4 relay.smart-host.example: host not found
    550 5.1.1 Recipient is on the suppression list
    550 5.1.1 group restricted to members
    550 5.1.0 Reply-to address is invalid
    550 - Return address does not exist
    550 - bounce address invalid
    550 - The From: address does not exist
    550 - Invalid domain in From header
    550 - SMTP user unknown
    550 - Unknown API user
    550 - relay user unknown
    550 - Not allowed to send as unknown user
    550 - domain {d} does not exist
    550 - server address is not recognised
    552 5.2.2 The mailbox {r} is over quota
    552 5.2.2 mailbox full
    552 - user {r} is over quota
    550 5.2.3 Message too large
    552 5.3.4 Message size exceeds fixed limit
    550 5.3.2 system not accepting messages from your network
    550 5.4.1 Relay access denied
    550 5.4.1 no answer from host
    550 5.4.4 Unable to route: connection refused
    550 5.4.6 Unusual sending activity detected
    554 5.4.6 too many hops
    550 5.4.312 DNS query failed
    550 5.4.316 Message expired, connection refused
    550 5.5.0 <{s}>: blocked
    550 5.6.0 Content refused
    554 5.6.1 Virus found
    550 5.7.1 Unfortunately, messages from [{ip}] weren't sent: part of your network is on our block list
    550 5.7.1 user unknown, says our policy
    554 5.7.1 <{r}>: Recipient address rejected: Access denied
    550 5.7.1 No such user!
    550 5.7.23 The message was rejected because of an SPF violation
    550 5.7.26 Unauthenticated mail from {d} is not accepted due to the domain's DMARC policy
    550 5.7.350 Remote server returned message detected as spam
    550 5.7.509 Access denied, sending domain {d} does not pass DMARC verification
    550 5.0.350 Remote server returned an error: 550 spam
    550 - SPF check failed for {d}
    550 - Message rejected: DKIM signature invalid
    550 - MI:SPF mxes {ip}
    550 - Sender verify failed
    550 - Verification failed for <{s}>: No such user here. Sender verify failed
    550 - Callout verification failed: mailbox unavailable
    550 - Relaying denied
    550 - relay not permitted
    550 - we do not relay for unknown users
    550 - {ip} is blacklisted, see http://www.spamcop.net/bl.shtml?{ip}
    554 - Service unavailable; Client host [{ip}] blocked using Spamhaus
    554 - Email rejected due to security policies - https://help.example/docs
    554 - Transaction failed. Reject due to policy restrictions
    554 - Message rejected: Email address is not verified. The following identities failed: {r}
    550 - Rejected by header based anti-spoofing policy
    550 - Reverse DNS lookup failed for {ip}
    550 - HELO name is unknown
    550 - Access denied, user not authorized
    550 - SMTP account suspended for billing reasons
    550 - Daily sending limit exceeded
    550 - too many invalid recipients
    550 - too many messages to unknown users from {ip}
    550 - mail from {ip} refused: no such user list
    550 - permission denied: unknown customer
    550 - Mailbox unavailable or access denied: your IP is listed
    550 - Message content rejected
    550 - Temporary failure: mailbox unavailable, try again later
    550 - Mailbox is full / user unavailable
    535 5.7.8 Authentication credentials invalid
    530 5.7.0 Authentication required
    552 - Requested mail action aborted: exceeded storage allocation
    500 - unknown command
    550 - Absender unbekannt
    550 - Der Absender {s} existiert nicht
    550 - Ihr Konto wurde gesperrt
    550 - Postfach ist voll
    550 - Adresse wegen Spam gesperrt, Empfänger unbekannt
    550 - Expéditeur inconnu
    550 - Votre compte est désactivé
    550 - Boîte aux lettres pleine
    550 - Remitente desconocido
    550 - Su cuenta no existe
    550 - El buzón está lleno
    550 - Remetente desconhecido
    550 - Mittente sconosciuto
    550 - Afzender onbekend
    550 - Отправитель не найден
    550 - Почтовый ящик переполнен
    550 - 发件人地址不存在
    550 - 您的账号已禁用
    550 - 用户邮箱已满
    550 - 送信者のアドレスが見つかりません
    550 - 宛先のメールボックスの容量が超過しています
    550 - 발신자를 찾을 수 없습니다
    """,
)
TEMPORARY = parse(
    SOFT,
    """
    450 4.2.1 The user you are trying to contact is receiving mail too quickly
    451 4.7.1 Greylisted, please try again later
    452 4.2.2 The mailbox is full
    450 4.1.1 <{r}>: unverified address: user unknown
    450 - Requested mail action not taken: mailbox unavailable
    421 4.7.0 Try again later
    451 4.4.4 Temporary server error
    454 4.7.0 Throttling failure
    450 5.1.1 user unknown
    """,
)
REFUSALS = [*GONE, *OURS, *TEMPORARY]
