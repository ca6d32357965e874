"""Column names of the programs from which lists come: one table of synonyms, and programs by their set of columns."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, TypeAlias

WholeFile: TypeAlias = Literal["left", "bounced", "confirmed"]
"""What all readers of a list are that cannot say it row by row."""
EXPORT_COLUMNS = (
    "id", "address", "name", "state", "site_frequency", "follows", "urgent_choice", "low_choice", "timezone",
    "language", "is_text_only", "quiet_from", "quiet_until", "paused_until", "requested_at", "confirmed_at", "left_at",
    "consent_wording", "consent_form", "requests", "suppression", "suppressed_at", "suppression_words", "soft_bounces",
    "new_address",
    "change_key", "key", "request_key",
)  # fmt: skip
"""The columns of our own export, in their order."""
SYNONYMS: Mapping[str, str] = {
    # Mailchimp "Email Address", Ghost and listmonk "email", Brevo "EMAIL", MailerLite "Subscriber"; German to Dutch.
    "address": "email email_address e_mail e_mail_address mail mail_address emailaddress subscriber subscriber_email"
    " contact_email recipient e_mail_adresse email_adresse mailadresse e_mailadresse adresse_e_mail adresse_email"
    " adresse_mail courriel correo correo_electronico direccion_de_correo_electronico indirizzo_email"
    " indirizzo_e_mail endereco_de_email e_mailadres електронна_пошта електронна_адреса пошта електронна_скринька"
    " электронная_почта эл_почта почта адрес_электронной_почты adres_email adres_e_mail e_post e_postadress epost"
    " e_postadresse e_posta eposta sähköposti sähköpostiosoite e_mailcím البريد_الإلكتروني",
    "name": "full_name fullname subscriber_name display_name contact_name nom_complet nombre_completo",
    # Mailchimp "First Name", Brevo "FIRSTNAME" and "VORNAME", MailPoet "First name".
    "first_name": "fname firstname given_name vorname prenom nombre nome voornaam"
    " ім'я имя imię förnamn fornavn jméno etunimi keresztnév ad الاسم",
    "last_name": "lname lastname surname family_name nachname nom apellidos apellido cognome sobrenome achternaam"
    " прізвище фамилия nazwisko efternamn efternavn etternavn příjmení sukunimi vezetéknév soyad",
    # listmonk, beehiiv and Keila "status", Ghost "subscribed_to_emails", Kit "state", MailPoet "Global status".
    "state": "status subscribed subscribed_to_emails subscription_status subscriber_status subscriber_state"
    " email_status email_marketing email_marketing_status global_status list_status marketing_status member_status"
    " contact_status email_marketing_consent marketing_consent accepts_marketing accepts_email_marketing"
    " active is_active optin_status opt_in_status zustand abonnement anmeldestatus statut etat estado"
    " stato situacao enabled is_enabled email_subscription статус стан статус_підписки состояние статус_подписки stav"
    " tila állapot durum stare الحالة",
    "site_frequency": "frequency",
    "timezone": "time_zone zeitzone fuseau_horaire",
    # Mailchimp "OPTIN_TIME", Buttondown "creation_date", Brevo "ADDED_TIME", phpList "Entered", Sendy "Joined".
    "requested_at": "created_at created optin_time optin_date opt_in_time opt_in_date opted_in_at subscribed_at"
    " signed_up_at signed_up signup_date sign_up_date signup_timestamp consent_time consent_date creation_date"
    " created_date date_created created_on date_added added_time added_at date_joined joined subscribe_date"
    " subscription_date subscribed_on subscribed_date date_subscribed entered registered registration_date start_date"
    " angemeldet_am anmeldedatum eingetragen_am date_d_inscription inscrit_le fecha_de_alta data_iscrizione"
    " added_on eingetragen дата_підписки дата_подписки data_zapisu",
    # Mailchimp "CONFIRM_TIME", phpList "Is this subscriber confirmed", Brevo "DOUBLE_OPT-IN", CleverReach "activated".
    "confirmed_at": "confirm_time confirmed confirmation_time confirmation_date date_confirmed confirmed_on"
    " confirm_date verified_at verified activated activation_date activated_at double_opt_in double_optin is_confirmed"
    " is_this_subscriber_confirmed is_this_subscriber_confirmed_1_0 bestaetigt bestatigt bestatigt_am aktiviert_am"
    " confirme confirme_le confirmado confermato aktiviert",
    # Mailchimp "UNSUB_TIME", Substack "email_disabled", phpList "blacklisted", Buttondown "unsubscription_date".
    "left_at": "unsub_time unsub_date unsubscribed_at unsubscribed unsubscribe_date unsubscribed_on unsubscribed_date"
    " unsubscribe_time unsubscription_date date_unsubscribed is_unsubscribed globally_unsubscribed optout opt_out"
    " opted_out opted_out_at optout_time optout_date opt_out_date opt_out_time email_disabled emails_disabled"
    " email_blacklisted email_blocklisted blocklisted blacklisted is_blacklisted is_this_subscriber_blacklisted"
    " is_this_subscriber_blacklisted_1_0 do_not_mail do_not_email deactivated deactivated_at cancelled_at canceled_at"
    " unsubscribed_from_all_email isexcludedfromcampaigns excluded_from_campaigns confirmed_opt_out_date left"
    " deleted_at abgemeldet abgemeldet_am austragungsdatum desabonne desabonne_le desinscrit fecha_de_baja"
    " disiscritto_il",
    # Mailchimp "CLEAN_TIME"; a count of bounces is none.
    "bounced_at": "clean_time cleaned cleaned_at clean_date bounced bounced_at hard_bounced hard_bounce bounce_date"
    " bounce_time hard_bounced_at undeliverable unzustellbar",
    "complained_at": "complained complained_at complaint complaint_date complaint_time spam_complaint marked_as_spam",
    "consent_wording": "wording consent_text consent_statement",
    # Mailchimp "SIGNUP_SOURCE", Buttondown "source".
    "consent_form": "source signup_source sign_up_source optin_source opt_in_source consent_source subscription_source"
    " acquisition_source signup_form quelle herkunft",
    "requested_ip": "optin_ip opt_in_ip signup_ip sign_up_ip ip_address ip subscribed_ip opt_in_ip_address",
    "confirmed_ip": "confirm_ip confirmation_ip confirmed_ip confirmed_ip_address",
    "topics": "",
    # About money, measuring and the program itself; none of it says whether mail may go.
    "": "active_subscription expiry plan tier tiers type subscription_type complimentary_plan stripe_customer_id"
    " paid_subscription subscription_source_url active_days subscription_interests subscription_date_substack"
    " activity subscriptions subscribed_lists unsubscription_reason unsub_reason unsub_campaign_title"
    " unsub_campaign_id unsub_reason_other clean_campaign_title clean_campaign_id bounce_count bouncecount"
    " number_of_bounces number_of_bounces_on_this_subscriber disabled is_this_account_disabled",
}
"""Our name of a column, and the words that programs and languages have for it.

Source: the documentation and exports of Mailchimp ("View or export contacts"), Ghost (members CSV), listmonk
(subscribers/export), Substack, beehiiv, Buttondown (API: subscribers), MailPoet (export of subscribers), Brevo
(API: contacts/export), Keila (contacts export), Kit (API v4: subscribers), MailerLite (API: subscribers), Sendy,
phpList (user table), CleverReach.
"""
EVIDENCE = ("state", "left_at", "bounced_at", "complained_at", "confirmed_at")
"""Columns that may come several times: what speaks most against mail counts."""
EXTRA_COLUMNS = ("first_name", "last_name", "bounced_at", "complained_at", "requested_ip", "confirmed_ip", "topics")
"""Columns beside those of our own export."""

MEANINGS = (
    "address", "name", "first_name", "last_name", "state", "requested_at", "confirmed_at", "left_at", "bounced_at",
    "complained_at", "consent_form", "requested_ip", "confirmed_ip", "topics", "site_frequency", "timezone",
)  # fmt: skip
"""What a person may choose for a column of another program."""


@dataclass(frozen=True)
class ListProgram:
    """A program, known by columns that it always writes, and what a column or a state means there alone."""

    name: str
    columns: frozenset[str]
    meanings: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    """The word of another program's state that a word here means."""
    whole_file: WholeFile | None = None
    """What all readers of such a file are."""


def program(name: str, columns: str, **more: Any) -> ListProgram:
    """Return a program whose *columns* are written as one text."""
    return ListProgram(name, frozenset(columns.split()), **more)


OWN = ListProgram("Broadsheet", frozenset(EXPORT_COLUMNS))
PROGRAMS = (
    OWN,
    program("Mailchimp", "email_address leid euid unsub_time", whole_file="left"),
    program("Mailchimp", "email_address leid euid clean_time", whole_file="bounced"),
    program("Mailchimp", "email_address leid euid"),
    program("Ghost", "email subscribed_to_emails complimentary_plan"),
    program("listmonk", "uuid email attributes status"),
    program("Substack", "email active_subscription"),
    program("Substack", "email email_disabled"),
    program("Buttondown", "type creation_date", meanings={"type": "state"}),
    program("beehiiv", "email status tier created_at"),
    program("MailPoet", "email global_status", states={"inactive": "pending"}),
    program("MailPoet", "email list_status", states={"inactive": "pending"}),
    program("Brevo", "email added_time modified_time"),
    program("Keila", "email external_id data status"),
    program("MailerLite", "subscriber subscribed", meanings={"subscribed": "requested_at"}),
    program("phpList", "is_this_subscriber_confirmed is_this_subscriber_blacklisted"),
    program("phpList", "is_this_subscriber_confirmed_1_0 is_this_subscriber_blacklisted_1_0"),
    program("phpList", "confirmed blacklisted htmlemail", meanings={"disabled": "left_at"}),
    program("CleverReach", "email registered activated deactivated"),
)
MAX_WORD_LENGTH = 200
"""Characters; no name of a column and no word of a state is as long."""
STATE_HINT = re.compile(
    r"status|newsletter|mailing|permission|marketing|stat(e|ut|o)\b|subscri|subskr|opt(ed)?_?(in|out)|enabled|bounc|unsub|black|block|suppress|disabled|exclu|consent|abgemeldet|abmeld"
    r"|einwillig|desabonn|desinscri|rebond|baja|статус|п[іо]дпис|отпис|відпис|согласи|згод|wypis|odhl|afmeld|avmeld"
    r"|avanmal|iptal|اشتراك"
)
"""Letters in the name of a column that may say whether mail may go."""


def fold_word(text: str) -> str:
    """Return *text* in small letters without accents, its words joined by underscores; of a long one the beginning."""
    return fold_short_word(text[:MAX_WORD_LENGTH])


@lru_cache(4096)
def fold_short_word(text: str) -> str:
    """Return what fold_word does; what is kept is short, since a cell may hold any text."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "_", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("_")


def find_program(headings: Sequence[str]) -> ListProgram | None:
    """Return the program that writes files with these *headings*, or None."""
    words = frozenset(map(fold_word, headings))
    return next((one for one in PROGRAMS if one.columns <= words), None)


def name_columns(headings: Sequence[str]) -> list[str | None]:
    """Return our name of each column; None for those that are not used, and for a second one of the same kind."""
    found_program = find_program(headings)
    meanings = NAMES | dict(found_program.meanings if found_program else {})
    found: list[str | None] = []
    for heading in headings:
        name = meanings.get(fold_word(heading)) or None
        found.append(None if name in found and name not in EVIDENCE else name)
    return found


def may_be_state(heading: str) -> bool:
    """Return whether an unused column may say that a reader left: by its name, unless it is known to say nothing."""
    word = fold_word(heading)
    return NAMES.get(word) != "" and bool(STATE_HINT.search(word))


NAMES = {fold_word(word): name for name, words in SYNONYMS.items() for word in words.split()}
NAMES |= {name: name for name in (*EXPORT_COLUMNS, *EXTRA_COLUMNS)}
