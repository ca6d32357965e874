"""Refusals in the shape of providers and gateways of many countries, each with its verdict; places as in refusals."""

from tests.delivery.bounces.corpus.refusals import HARD, SOFT, parse

GONE_THERE = parse(
    HARD,
    """
    550 5.1.1 <{r}> recipient address rejected: no mailbox of that name at this organisation
    550 5.1.1 Mailbox "anna" does not exist here
    550 - #5.1.0 Address rejected {r}: no such recipient
    550 5.1.1 User {r} does not exist in our directory
    550 - Invalid Recipient. - https://community.gateway.example/docs/DOC-1369#550 [aBcD3fGh]
    550 - No such recipient in our directory: {r}
    550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
    550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> 550 no such user
    550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors
    550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [AB12.eop.prod.protection.outlook.com]
    550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's
    550 5.2.1 The email account that you tried to reach is inactive. For more information, go to
    550 5.1.1 No such user!
    550 - Message was not accepted -- invalid mailbox.  Local mailbox {r} is unavailable: account is disabled
    550 - invalid mailbox. User {r} not found
    550 5.1.1 sorry, no such mailbox here (#5.1.1 mail.ru-like) {r}
    550 - Mailbox not found or access denied
    550 - Mailbox unavailable or access denied [vJIhSt-1aBc]
    550 - The recipient may contain a non-existent account, please check the recipient address.
    550 5.1.1 Mailbox unavailable: recipient {r} unknown [naver]
    550 5.1.1 [{r}] no such user here - nsmtp
    550 5.1.1 unknown user name
    550 - Requested action not taken: mailbox unavailable For explanation visit
    550 5.1.1 unknown user / Teilnehmer existiert nicht
    550 5.1.1 user unknown (telekom) {r}
    550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]
    550 5.1.1 <{r}>: Recipient address rejected: Le compte n'existe pas
    550 5.5.0 <{r}>: Adresse inexistante
    550 5.1.1 <{r}>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)
    550 5.1.1 <{r}> recipient rejected: utente inesistente
    550 - RCPT TO:<{r}> Mailbox disabled
    550 - mailbox disabled for inactivity: {r}
    550 5.1.1 Schranka {r} neexistuje. Mailbox does not exist.
    550 - Mailbox unavailable: schránka neexistuje
    550 5.1.1 Nie ma takiej skrzynki / no such mailbox: {r}
    550 5.1.1 Konto nie istnieje
    550 5.1.1 Немає такого користувача
    550 - Користувача не знайдено
    550 - Поштова скринька {r} не існує
    550 5.1.1 <{r}>: user does not exist
    550 5.1.6 {r} recipient no longer on server
    550 - permanent failure for one or more recipients ({r}:550 5.1.1 user unknown)
    550 - Domain does not exist, please check your spelling: {h}
    550 - sorry, that domain isn't in my list; no such user
    550 - "Unknown user" ({r})
    550 - <{r}> No such user here, or account was closed
    550 5.1.1 Account closed by its owner
    550 - Felhasználó nem található
    550 - A címzett nem létezik
    550 - Ο χρήστης δεν βρέθηκε
    550 - Utilizatorul nu există
    550 - Korisnik ne postoji
    550 - Käyttäjää ei löydy
    550 - المستخدم غير موجود
    550 - Người dùng không tồn tại
    550 - המשתמש לא קיים
    550 - Потребителят не съществува
    550 - Používateľ neexistuje
    550 - Uporabnik ne obstaja
    550 - Brukeren finnes ikke
    550 - Postboksen finnes ikke
    550 - Adresa neexistuje
    """,
)
NOT_THE_READER_THERE = parse(
    SOFT,
    """
    550 - permanent failure for one or more recipients ({r}:blocked)
    550 - Message blocked due to spam content in the message. No such user complaint
    554 - Service unavailable; Client host [mail.example.org] blocked using Barracuda Reputation;
    550 - {ip} has been blocked by this mailbox's owner
    550 - Rejected by header based manually Blocked Senders: {s} - https://community.mimecast.com/docs/DOC-1369#550
    550 - Administrative Lockout / invalid account of the connecting host
    550 - Poor Reputation Sender. - https://community.mimecast.com/docs/DOC-1369#550
    554 - Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554
    550 - Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550
    550 - Envelope blocked - User Domain Entry
    550 - Anti-Spoofing policy - Inbound not allowed
    550 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip={ip}
    554 5.7.0 Your email address has been blacklisted by this recipient
    550 5.7.1 Service unavailable; client [{ip}] blocked
    550 5.1.0 sender rejected: no such user at {d}
    554 - Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe
    550 - #5.1.0 Address rejected. Sender {s} unknown
    550 - SC-001 (COL004) Unfortunately, messages from {ip} weren't sent. The recipient mailbox is fine
    550 5.7.1 Unfortunately, messages from [{ip}] weren't sent. Please contact your Internet service provider since
    550 5.7.606 Access denied, banned sending IP [{ip}]. To request removal from this list please visit
    550 5.7.124 Sender not in allowed-senders list for recipient group; recipient unknown
    550 5.7.129 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized to send to the recipient
    550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required
    550 5.4.300 Message expired -> 451 4.7.0 mailbox does not answer
    550 5.4.14 Hop count exceeded - possible mail loop ATTR34
    550 5.4.312 Message expired, DNS query failed: recipient domain not found for now
    550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients
    550 5.7.705 Access denied, tenant has exceeded threshold
    550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains
    550 5.7.501 Access denied, spam abuse detected
    550 5.7.64 TenantAttribution; Relay Access Denied
    554 5.2.0 STOREDRV.Deliver.Exception:QuotaExceededException; mailbox of recipient not found room
    554 5.2.2 mailbox full; STOREDRV.Deliver
    554 5.2.252 SendAsDenied; {s} not allowed to send as mailbox
    550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour
    550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
    550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds
    550 5.0.350 Remote server returned an error -> 550 Sender unknown
    550 5.7.511 Access denied, banned sender
    553 5.7.1 Sender address rejected: not owned by auth user
    554 5.7.1 Message rejected under suspicion of SPAM; https://ya.cc/1IrBc 1234
    451 4.7.1 Sorry, the service is currently unavailable. Please come back later (yandex)
    550 5.7.1 [2] Message rejected under suspicion of SPAM
    550 5.7.1 No such user! says Yandex's policy module
    550 - spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=abc or report details to
    550 - Access from ip address {ip} blocked. Visit http://mail.ru/notspam/
    550 - Sender verification failed: mailbox {s} not found at mail.ru
    554 - Sender domain {d} not found. SPF hard fail
    550 - Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726
    550 - Ip frequency limited [hash IP: {ip}]. http://service.mail.qq.com/detail/0/60
    550 - Domain frequency limited. http://service.mail.qq.com/cgi-bin/help
    550 - Suspected bounce attacks. http://service.mail.qq.com/cgi-bin/help
    550 - Connection frequency limited. http://service.mail.qq.com/
    550 - Suspected spam ip. http://service.mail.qq.com/
    552 - The mailbox is full, please retry later (naver)
    421 4.3.2 Your ip blocked from this server {ip} abc - nsmtp
    554 5.7.1 Your IP [{ip}] was blocked by policy; user unknown ratio too high - nsmtp
    554 - IP={ip} - A problem occurred. Ask your postmaster for help or to contact tosa@rx.t-online.de for reset
    550 5.7.0 Message considered as spam or virus, rejected
    554 - IP={ip} - None/bad reputation. Ask your postmaster for help
    554 - Transaction failed Reject due to policy restrictions. For explanation visit
    550 - Requested action not taken: mailbox unavailable Reject due to SPF policy
    554 - Nemesis ESMTP Service not available. Bad DNS PTR resource record
    550 - Requested mail action not taken: Sender address is not allowed
    550 - Requested action aborted: exceeded mailbox allocation
    421 - Service refused, please try later. OFR_506 [506]
    550 5.2.0 Mail rejected. Mail rejete. OFR_506 [506]
    550 5.7.1 Mail refuse par le destinataire. OFR004_104 [104]
    550 - spam detected - service refuse. Veuillez essayer plus tard LPN007_510
    550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN007_510
    550 - Le destinataire a trop de messages, boîte aux lettres saturée
    552 5.2.2 La boite du destinataire est saturee
    550 - too many errors from your ip ({ip}), please visit http://postmaster.free.fr/
    554 5.7.1 <{s}>: Sender address rejected: Le domaine n'existe pas
    550 5.7.1 Email rifiutata: il tuo IP è in lista
    550 - smtp-out.provider.example {ip} Email: mittente inesistente
    550 - casella del destinatario piena
    550 5.7.1 Rejected by Seznam's antispam; viz https://napoveda.seznam.cz
    550 - Schránka příjemce je plná
    550 - odesílatel neexistuje: {s}
    550 - Zpráva byla odmítnuta jako nevyžádaná
    550 - Nadawca nie istnieje
    550 - Twoje konto nie istnieje
    550 - Skrzynka odbiorcy przepełniona
    554 - Wiadomość odrzucona: reputacja adresu {ip} nieznana
    550 - Відправника не знайдено
    550 - Скринька отримувача переповнена
    550 - Ваш обліковий запис не знайдено
    550 - Лист відхилено як спам, користувач не існує
    550 5.7.1 Your message was blocked: sender reputation unknown user ratio (icloud) [CS01] Message rejected due to
    554 5.7.1 [HM08] Message rejected due to local policy
    550 - <{r}>: user is over quota, mailbox unknown size
    552 5.2.2 <{r}>: user is over quota
    550 - Запрашиваемый ящик временно недоступен
    550 - A feladó nem létezik
    550 - Ο αποστολέας δεν βρέθηκε
    550 - Expeditorul nu există
    550 - Pošiljatelj ne postoji
    550 - Lähettäjää ei löydy
    550 - المرسل غير موجود
    550 - Người gửi không tồn tại
    550 - השולח לא קיים
    550 - Подателят не съществува
    550 - Odosielateľ neexistuje
    550 - Pošiljatelj ne obstaja
    550 - Avsenderen finnes ikke
    550 - Lähettäjän osoite ei kelpaa
    550 - A postafiók megtelt
    550 - Kontonavnet ditt finnes ikke
    550 - Din konto finnes ikke
    550 - Ditt konto är inaktiverat, användaren finns inte
    550 - Gönderen adres bulunamadı
    550 - Hesabınız bulunamadı
    550 - Váš účet neexistuje
    550 - Az Ön fiókja nem létezik
    550 - Contul dumneavoastră nu există
    550 - Uw account bestaat niet
    550 - Il tuo account non esiste
    550 - Sua conta não existe
    550 - Vaše adresa IP neexistuje v DNS
    550 - Votre adresse IP est inconnue
    550 - Ihre IP-Adresse ist unbekannt
    550 - La dirección IP no existe en el DNS inverso
    550 - Indirizzo IP sconosciuto
    550 - Endereço IP inválido
    550 - IP-адрес не найден
    550 - Adres IP nieznany
    550 - IP 地址无效
    550 - IPアドレスが不明です
    550 - Ungültiger HELO: Benutzer unbekannt
    550 - Adresse expéditrice inexistante
    550 - dirección de origen inválida
    550 - indirizzo di origine inesistente
    550 - Domain des Absenders existiert nicht
    550 - Der Mailserver {d} existiert nicht; Adresse unbekannt
    550 - Hostname unbekannt: {ip}
    550 - Adresse von {s} unbekannt
    550 - Login-Benutzer unbekannt
    550 - SMTP-Benutzer nicht gefunden
    550 - Compte SMTP inconnu
    550 - Cuenta SMTP inexistente
    550 - Benutzername oder Adresse ungültig, bitte am Server anmelden
    550 - Kundennummer unbekannt
    550 - El usuario no existe en el servidor de salida
    550 - API-ключ недействителен
    550 - 账号不存在，请先登录
    550 - 发信地址不存在
    550 - 您的地址不存在
    550 - 域名不存在或未备案，发送方
    550 5.1.1 Invalid sender domain; user unknown
    550 5.1.1 customer account for relaying does not exist
    550 5.1.2 We cannot resolve the domain of {s}
    550 - host name does not exist for {ip}
    550 - mail server name unknown in DNS
    550 - domain not found (MAIL FROM)
    550 - Mailing list address does not exist in our whitelist
    550 - List-Unsubscribe address invalid
    550 - Message-ID invalid, user agent unknown
    550 - Invalid address in To: header
    550 - Invalid recipient count
    550 - Invalid Cc address
    550 - Undeliverable: recipient server not available
    550 - Recipient server unavailable
    550 - destination not available
    550 - recipient's mail server not found just now
    550 - User account is locked
    550 - The mailbox is unavailable because of migration
    550 - Recipient not accepting mail right now, no longer than 2 hours
    550 - recipient has not opted in; address unknown to list
    550 - Recipient not in allow list
    550 - Recipient address is not a valid target for bulk
    550 5.1.1 quarantined, user unknown to release
    550 5.1.1 User unknown; rejecting due to DHA attack
    550 5.2.1 mailbox temporarily disabled
    550 5.2.1 Mailbox locked for too many logins
    550 5.2.1 Mailbox on vacation hold
    550 5.2.1 Mailbox not active yet
    550 - Mailbox has been moved, please wait
    """,
)
PROVIDERS = [*GONE_THERE, *NOT_THE_READER_THERE]
