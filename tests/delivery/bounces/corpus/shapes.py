"""Bounces in the shape of many mail systems, written around one refusal."""

from collections.abc import Callable
from email.header import Header
from typing import NamedTuple

from tests.delivery.bounces.corpus.refusals import Refusal

BOUNDARY = "=_part_7f31"


class Case(NamedTuple):
    """A refusal of one message, and who and where all are."""

    refusal: Refusal
    recipient: str
    sender: str
    ip: str = "192.0.2.17"

    @property
    def host(self) -> str:
        """A host of the recipient's domain."""
        return f"mx.{self.recipient.rpartition('@')[2]}"

    @property
    def said(self) -> str:
        """The server's reply."""
        domain = self.sender.partition("@")[2]
        return self.refusal.said().format(r=self.recipient, s=self.sender, h=self.host, ip=self.ip, d=domain)

    @property
    def returned(self) -> str:
        """Header of the message that came back."""
        return (
            f"Return-Path: <{self.sender}>\nFrom: News <{self.sender}>\nTo: {self.recipient}\n"
            "Message-ID: <00112233445566778899aabbccddeeff@news.example.org>\nSubject: 550 boats are back\n"
        )

    @property
    def status(self) -> str:
        """Status for a delivery status: the server's own, or the one that says nothing."""
        return self.refusal.status or f"{self.refusal.basic[0]}.0.0"


def plain(case: Case, sender: str, subject: str, text: str, charset: str = "utf-8", more: str = "") -> bytes:
    """A bounce of one part."""
    head = (
        f"Return-Path: <>\nFrom: {sender}\nTo: {case.sender}\nSubject: {Header(subject, 'utf-8')}\n{more}"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head.encode() + text.encode(charset, "replace")


def report(case: Case, sender: str, subject: str, text: str, fields: str, returned: str = "message/rfc822") -> bytes:
    """A report with a delivery status (RFC 3464)."""
    return (
        f"Return-Path: <>\nFrom: {sender}\nTo: {case.sender}\nSubject: {subject}\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{BOUNDARY}"\n\n'
        f"--{BOUNDARY}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        f"--{BOUNDARY}\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example.net\n\n{fields}\n"
        f"--{BOUNDARY}\nContent-Type: {returned}\n\n{case.returned}\n--{BOUNDARY}--\n"
    ).encode()


def fields_of(case: Case, *, diagnostic: bool = True, kind: str = "smtp") -> str:
    """The block of one recipient."""
    lines = f"Final-Recipient: rfc822; {case.recipient}\nAction: failed\nStatus: {case.status}\n"
    return lines + (f"Remote-MTA: dns; {case.host}\nDiagnostic-Code: {kind}; {case.said}\n" if diagnostic else "")


def postfix(case: Case) -> bytes:
    text = (
        f"This is the mail system at host relay.example.net.\n\n<{case.recipient}>: host {case.host}[{case.ip}] said:\n"
    )
    return report(
        case,
        "MAILER-DAEMON@relay.example.net (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        f"{text}    {case.said} (in reply to RCPT TO command)\n",
        fields_of(case),
        "text/rfc822-headers",
    )


def postfix_plain(case: Case) -> bytes:
    text = (
        "This is the mail system at host relay.example.net.\n\nI'm sorry to have to inform you that your message"
        " could\n"
        f"not be delivered.\n\n<{case.recipient}>: host {case.host}[{case.ip}] said:\n    {case.said}"
    )
    return plain(case, "MAILER-DAEMON@relay.example.net", "Undelivered Mail", text)


def exim(case: Case) -> bytes:
    text = (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be\n"
        "delivered to one or more of its recipients. This is a permanent error.\nThe following address(es) failed:\n\n"
        f"  {case.recipient}\n    host {case.host} [{case.ip}]\n    SMTP error from remote mail server after RCPT TO:\n"
        f"    {case.said}\n\n------ This is a copy of the message, including all the headers. ------\n\n{case.returned}"
    )
    return plain(
        case,
        "Mail Delivery System <Mailer-Daemon@relay.example.net>",
        "Mail delivery failed: returning message to sender",
        text,
        more=f"X-Failed-Recipients: {case.recipient}\nAuto-Submitted: auto-replied\n",
    )


def sendmail(case: Case) -> bytes:
    text = (
        "The original message was received at Mon, 4 May 2026\n\n   ----- The following addresses had permanent fatal"
        f" errors -----\n<{case.recipient}>\n    (reason: {case.said})\n\n   ----- Transcript of session follows"
        f" -----\n"
        f"... while talking to {case.host}.:\n>>> DATA\n<<< {case.said}"
    )
    sender = "Mail Delivery Subsystem <MAILER-DAEMON@relay.example.net>"
    return report(case, sender, "Returned mail: see transcript for details", text, fields_of(case))


def qmail(case: Case) -> bytes:
    text = (
        "Hi. This is the qmail-send program at relay.example.net.\nI'm afraid I wasn't able to deliver your message to"
        " the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        f"<{case.recipient}>:\n{case.ip} does not like recipient.\nRemote host said: {case.said}\nGiving up on"
        f" {case.ip}."
        f"\n\n--- Below this line is a copy of the message.\n\n{case.returned}"
    )
    return plain(case, "MAILER-DAEMON@relay.example.net", "failure notice", text)


def exchange(case: Case) -> bytes:
    text = (
        f"Delivery has failed to these recipients or groups:\n\n{case.recipient}\nYour message couldn't be"
        f" delivered.\n\n"
        f"Diagnostic information for administrators:\n\nGenerating server:"
        f" {case.host}\n\n{case.recipient}\n{case.said}\n"
    )
    sender = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example>"
    return report(case, sender, "Undeliverable: 550 boats", text, fields_of(case))


def exchange_german(case: Case) -> bytes:
    text = (
        f"Fehler bei der Zustellung an folgende Empfänger oder Gruppen:\n\n{case.recipient}\n{case.said}\n\n"
        f"Ursprüngliche Nachrichtenköpfe:\n\n{case.returned}"
    )
    return plain(case, "Microsoft Exchange <postmaster@corp.example>", "Unzustellbar: Boote", text)


def exchange_french(case: Case) -> bytes:
    text = f"La remise a échoué pour les destinataires suivants :\n\n{case.recipient}\n{case.said}\n"
    return plain(case, "Microsoft Exchange <postmaster@corp.example>", "Non remis : bateaux", text)


def exchange_japanese(case: Case) -> bytes:
    text = f"次の受信者またはグループへの配信に失敗しました:\n\n{case.recipient}\n{case.said}\n"
    return plain(case, "Microsoft Exchange <postmaster@corp.example>", "配信不能: 船", text)


def gmail(case: Case) -> bytes:
    text = f"Address not found\n\nYour message wasn't delivered to {case.recipient}.\n\nThe response was:\n{case.said}"
    sender = "Mail Delivery Subsystem <mailer-daemon@provider.example>"
    return report(case, sender, "Delivery Status Notification (Failure)", text, fields_of(case))


def yahoo(case: Case) -> bytes:
    text = (
        "Sorry, we were unable to deliver your message to the following address.\n\n"
        f"<{case.recipient}>:\n{case.said}\n\n--- Below this line is a copy of the message.\n\n{case.returned}"
    )
    return plain(case, "MAILER-DAEMON@yahoo.example", "Failure Notice", text)


def zoho(case: Case) -> bytes:
    text = (
        "This message was created automatically by mail delivery software.\nA message that you sent could not be"
        " delivered"
        f" to one or more of its recipients. This is a permanent error.\n\n{case.recipient}, ERROR CODE :{case.said}\n"
    )
    return plain(case, "mailer-daemon@mail.zoho.example", "Undelivered Mail Returned to Sender", text)


def opensmtpd(case: Case) -> bytes:
    text = (
        "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has"
        " occurred while"
        " attempting to deliver a message for\n    the following list of recipients:\n\n"
        f"{case.recipient}: {case.said}\n\n    Below is a copy of the original message:\n\n{case.returned}"
    )
    return plain(case, "Mailer Daemon <MAILER-DAEMON@relay.example.net>", "Delivery status notification: error", text)


def dragonfly(case: Case) -> bytes:
    text = (
        "This is the DragonFly Mail Agent v0.13 at relay.example.net.\n\nThere was an error delivering your mail to"
        f" <{case.recipient}>.\n\n{case.host} [{case.ip}] did not like our RCPT TO:\n{case.said}\n\n"
        f"Message headers follow\n\n{case.returned}"
    )
    return plain(case, "MAILER-DAEMON <>", "Mail delivery failed", text)


def james(case: Case) -> bytes:
    text = (
        "Hi. This is the James mail server at relay.example.net.\nI'm afraid I wasn't able to deliver your message to"
        " the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        f"Failed recipient(s):\n{case.recipient}\n\nError message:\n{case.said}\n"
    )
    return plain(case, "postmaster@relay.example.net", "Error delivering mail", text)


def lotus(case: Case) -> bytes:
    text = f"Your message\n\nwas not delivered to:\n\n  {case.recipient}\n\nbecause:\n\n  {case.said}\n"
    return report(case, "Postmaster@corp.example", "DELIVERY FAILURE: boats", text, fields_of(case, kind="X-Notes"))


def mdaemon(case: Case) -> bytes:
    text = (
        f"The following addresses had delivery errors: message could not be delivered to:\n\n{case.recipient}\n\n"
        f"Session transcript:\n--> RCPT To:<{case.recipient}>\n<-- {case.said}\n"
    )
    return plain(case, "MDaemon at corp.example <MAILER-DAEMON@corp.example>", "Permanent Delivery Failure", text)


def ses(case: Case) -> bytes:
    text = f"An error occurred while trying to deliver the mail to the following recipients:\n{case.recipient}\n"
    return report(
        case, "MAILER-DAEMON@amazonses.example", "Delivery Status Notification (Failure)", text, fields_of(case)
    )


def workmail(case: Case) -> bytes:
    text = f"Your message couldn't be delivered to {case.recipient}.\n\nTechnical report:\n\n{case.said}\n"
    return plain(case, "Mail Delivery System <postmaster@workmail.example>", "Undeliverable: boats", text)


def gateway(case: Case) -> bytes:
    """Proofpoint, Mimecast, Barracuda, Courier, IceWarp and iCloud report in the standard form with words of"
    " their own."""
    text = f"Your message to {case.recipient} was refused by the recipient's server.\n\n{case.said}\n"
    return report(case, "postmaster@gateway.example", "Returned mail", text, fields_of(case))


SHAPES: tuple[Callable[[Case], bytes], ...] = (
    postfix,
    exim,
    exchange,
    gmail,
    qmail,
    yahoo,
    sendmail,
    gateway,
    ses,
    postfix_plain,
    opensmtpd,
    zoho,
    dragonfly,
    james,
    lotus,
    mdaemon,
    workmail,
    exchange_german,
    exchange_french,
    exchange_japanese,
)
