"""Lists in the shape of other programs' exports, made up: their columns, and what each row must become."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import NamedTuple

MEMBER, ASKED, GONE, DEAD, SPAM, NOBODY = "confirmed", "pending", "left", "bounced", "complained", "not taken in"


class ProgramList(NamedTuple):
    """A list of one program: its headings, its rows, and what becomes of each reader."""

    program: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    becomes: Sequence[str]
    delimiter: str = ","

    def write(self, order: Sequence[int] | None = None) -> str:
        """Return the file, with its columns in another *order*."""
        places = order if order is not None else range(len(self.headings))
        out = StringIO()
        writer = csv.writer(out, delimiter=self.delimiter)
        writer.writerows([row[place] for place in places] for row in (self.headings, *self.rows))
        return out.getvalue()


MAILCHIMP = (
    "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,TIMEZONE,CC,"
    "{more}LEID,EUID,NOTES,TAGS"
)
ONCE, LATER = "2021-03-14 08:21:00", "2022-05-06 07:08:09"


def mailchimp(more: str, *cells: str) -> tuple[list[str], list[str]]:
    """Return the headings and one row of a file of Mailchimp."""
    row = [
        "",
        "Ann",
        "",
        "2",
        ONCE,
        "192.0.2.1",
        ONCE,
        "192.0.2.2",
        "Europe/Berlin",
        "DE",
        *cells,
        "77",
        "ab12",
        "",
        '"a"',
    ]
    return MAILCHIMP.format(more=more).split(","), row


def made_of(
    program: str, headings: str | Sequence[str], *rows: tuple[str, Sequence[str]], delimiter: str = ","
) -> ProgramList:
    """Return a list whose readers have the addresses a0@, a1@ and so on; "@" in a row is the address."""
    names = headings.split(",") if isinstance(headings, str) else headings
    written = [[cell.replace("@", f"a{number}@example.com") for cell in row] for number, (_, row) in enumerate(rows)]
    return ProgramList(program, names, written, [becomes for becomes, _ in rows], delimiter)


def with_address(row: Sequence[str]) -> list[str]:
    return ["@", *row[1:]]


SUBSCRIBED, UNSUBSCRIBED = mailchimp("LAST_CHANGED,", LATER), mailchimp("UNSUB_TIME,UNSUB_REASON,", LATER, "n/a")
CLEANED, NO_TIME = (
    mailchimp("CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,", LATER, "May"),
    mailchimp("UNSUB_TIME,UNSUB_REASON,", "", ""),
)
GO = "2023-09-04 12:33:44.123456 +0000 UTC"
LISTS = (  # One of each program; the last are spreadsheets of some languages.
    made_of("Mailchimp", SUBSCRIBED[0], (MEMBER, with_address(SUBSCRIBED[1]))),
    made_of("Mailchimp", UNSUBSCRIBED[0], (GONE, with_address(UNSUBSCRIBED[1])), (GONE, with_address(NO_TIME[1]))),
    made_of("Mailchimp", CLEANED[0], (DEAD, with_address(CLEANED[1]))),
    made_of(
        "Ghost",
        "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers",
        (ASKED, ["63f0c1", "@", "Ann", "", "true", "false", "cus_1", "2023-02-18T12:46:28.000Z", "", "vip", ""]),
        (GONE, ["63f0c2", "@", "", "", "false", "false", "", "2023-02-18T12:46:28.000Z", "", "", ""]),
    ),
    made_of(
        "listmonk",
        "uuid,email,name,attributes,status,created_at,updated_at",
        (ASKED, ["0f5c", "@", "Ann", '{"a": "b, c"}', "enabled", GO, GO]),
        (GONE, ["0f5d", "@", "", "{}", "blocklisted", GO, GO]),
        (GONE, ["0f5e", "@", "", "{}", "disabled", GO, GO]),
    ),
    made_of(
        "Substack",
        "email,active_subscription,expiry,plan,email_disabled,created_at",
        (ASKED, ["@", "false", "", "other", "false", "2022-01-02T03:04:05.678Z"]),
        (GONE, ["@", "true", "2030-01-01", "yearly", "true", "2022-01-02T03:04:05.678Z"]),
    ),
    made_of(
        "beehiiv",
        "email,First Name,status,tier,created_at,stripe_customer_id,unsubscribed_at",
        (ASKED, ["@", " Ann ", "active", "free", "2023-03-24 10:23:10 UTC", "", ""]),
        (GONE, ["@", "", "active", "free", "2023-03-24 10:23:10 UTC", "", "2024-03-13 11:33:53 UTC"]),
        (GONE, ["@", "", "inactive", "free", "2023-03-24 10:23:10 UTC", "", ""]),
        (DEAD, ["@", "", "invalid", "free", "2023-03-24 10:23:10 UTC", "", ""]),
        (ASKED, ["@", "", "validating", "free", "2023-03-24 10:23:10 UTC", "", ""]),
    ),
    made_of(
        "Buttondown",
        "id,email_address,notes,metadata,tags,type,source,creation_date,unsubscription_date,ip_address",
        (ASKED, ["sub_1", "@", "", "{}", "", "regular", "embed", "2023-01-02T03:04:05.6+00:00", "", "192.0.2.9"]),
        (GONE, ["sub_2", "@", "", "{}", "", "unsubscribed", "api", "2023-01-02T03:04:05+00:00", "2024-01-02", ""]),
        (ASKED, ["sub_3", "@", "", "{}", "", "unactivated", "", "2023-01-02T03:04:05+00:00", "", ""]),
        (DEAD, ["sub_4", "@", "", "{}", "", "undeliverable", "", "2023-01-02T03:04:05+00:00", "", ""]),
        (SPAM, ["sub_5", "@", "", "{}", "", "complained", "", "2023-01-02T03:04:05+00:00", "", ""]),
    ),
    made_of(
        "MailPoet",
        "Email,First name,Last name,Global status,List status,Subscribed at,Confirmed at,Confirmed IP",
        (MEMBER, ["@", "Ann", "Lee", "subscribed", "subscribed", ONCE, ONCE, "192.0.2.3"]),
        (GONE, ["@", "", "", "subscribed", "unsubscribed", ONCE, ONCE, ""]),
        (ASKED, ["@", "", "", "unconfirmed", "subscribed", ONCE, "", ""]),
        (ASKED, ["@", "", "", "inactive", "subscribed", ONCE, "", ""]),
        (DEAD, ["@", "", "", "bounced", "subscribed", ONCE, "", ""]),
    ),
    made_of(
        "Brevo",
        [
            "CONTACT ID",
            "EMAIL",
            "FIRSTNAME",
            "LASTNAME",
            "DOUBLE_OPT-IN",
            "EMAIL_BLOCKLISTED",
            "ADDED_TIME",
            "MODIFIED_TIME",
        ],
        (ASKED, ["1", "@", "Ann", "Lee", "Yes", "false", "14-03-2021 08:21:00", "14-03-2021 08:21:00"]),
        (GONE, ["2", "@", "", "", "Yes", "true", "14-03-2021 08:21:00", ""]),
        (ASKED, ["3", "@", "", "", "No", "false", "03-04-2021 08:21:00", ""]),
        delimiter=";",
    ),
    made_of(
        "Keila",
        "Email,First name,Last name,Data,Status,External ID",
        (ASKED, ["@", "Ann", "Lee", '{"a": 1}', "active", "x-1"]),
        (GONE, ["@", "", "", "", "unsubscribed", ""]),
        (DEAD, ["@", "", "", "", "unreachable", ""]),
    ),
    made_of(
        "",
        "Email Address,First Name,State,Created At,Tags",
        (ASKED, ["@", "Ann", "active", "2023-01-27T11:43:55Z", "VIP"]),
        (GONE, ["@", "", "cancelled", "2023-01-27T11:43:55Z", ""]),
        (DEAD, ["@", "", "bounced", "2023-01-27T11:43:55Z", ""]),
        (SPAM, ["@", "", "complained", "2023-01-27T11:43:55Z", ""]),
    ),
    made_of(
        "MailerLite",
        "Subscriber,Name,Status,Subscribed,Opt-in IP,Unsubscribed at",
        (ASKED, ["@", "Ann", "active", "2021-08-31 14:22:08", "192.0.2.4", ""]),
        (GONE, ["@", "", "unsubscribed", "2021-08-31 14:22:08", "", "2022-08-31 14:22:08"]),
        (SPAM, ["@", "", "junk", "2021-08-31 14:22:08", "", ""]),
    ),
    made_of(
        "",
        "Name,Email,Joined,Status",
        (ASKED, ["Ann", "@", "Mar 14, 2021 8:21 AM", "Subscribed"]),
        (GONE, ["", "@", "Mar 14, 2021", "Unsubscribed"]),
        (SPAM, ["", "@", "14 March 2021", "Marked as spam"]),
    ),
    made_of(
        "phpList",
        "id,email,Is this subscriber confirmed (1/0),Is this subscriber blacklisted (1/0),Entered,Number of bounces",
        (ASKED, ["1", "@", "1", "0", ONCE, "0"]),
        (GONE, ["2", "@", "1", "1", ONCE, "0"]),
        (ASKED, ["3", "@", "0", "0", "0000-00-00 00:00:00", "3"]),
    ),
    made_of(
        "CleverReach",
        "email,registered,activated,deactivated,source",
        (MEMBER, ["@", "1615710060", "1615710999", "0", "Form 1"]),
        (GONE, ["@", "1615710060", "1615710999", "1635710999", "Form 1"]),
    ),
    made_of(
        "",
        ["E-Mail-Adresse", "Vorname", "Nachname", "Zustand", "Angemeldet am"],
        (ASKED, ["@", "Jürgen", "Groß", "aktiv", "14.03.2021 08:21"]),
        (GONE, ["@", "", "", "abgemeldet", "03.04.2021 08:21"]),
        (DEAD, ["@", "", "", "unzustellbar", "14. März 2021"]),
        delimiter=";",
    ),
    made_of(
        "",
        ["Adresse e-mail", "Prénom", "Nom", "Statut", "Inscrit le"],
        (ASKED, ["@", "Zoé", "Noël", "abonné", "14/03/2021 08:21"]),
        (GONE, ["@", "", "", "désabonné", "03/04/2021 08h21"]),
        delimiter=";",
    ),
    made_of(
        "",
        "Email,Status",
        (NOBODY, ["@", "Non-Subscribed"]),
        (NOBODY, ["@", "Transactional"]),
        (NOBODY, ["@", "archived"]),
    ),
)
