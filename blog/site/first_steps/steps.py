"""The list of first steps, read from pages, settings and checks; no step asks anything outside of the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blog.config.settings import Settings
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import (
    Article,
    ArticleState,
    BackupRun,
    CheckName,
    Delivery,
    DeliveryState,
    PagePurpose,
    Person,
    SiteCheck,
    SitePage,
    SiteSetting,
)
from blog.web.site_identity.setting_declaration import is_given
from blog.web.site_identity.site_settings import SiteSettings

SETTINGS, MAIL = "site.settings", "site.mail"


@dataclass(frozen=True)
class FirstStep:
    """One step: a link to the page *endpoint* with *values*, or a *deed* of the list's own page that completes it."""

    name: str
    label: str
    words: str
    """What is true now."""
    is_done: bool
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
    deed: str = ""
    deed_label: str = ""
    details: tuple[str, ...] = ()
    """Sentences in the words of the doctor."""
    command: str = ""
    """What to type where the site runs."""


@dataclass(frozen=True)
class Surroundings:
    """What the steps are judged by; read_surroundings() reads it."""

    site: SiteSettings
    settings: Settings
    is_name_chosen: bool
    pages: Mapping[PagePurpose, tuple[int, ArticleState]]
    """Key and state of the page of each purpose, a public one before others."""
    checks: Mapping[CheckName, SiteCheck]
    has_second_factor: bool
    """Whether this administrator signs in with more than a password."""
    is_backed_up: bool
    """Whether a backup by us is whole."""
    test_mail: Delivery | None
    """The newest test that this administrator sent."""


def read_surroundings(session: AnySession, person: Person, site: SiteSettings, settings: Settings) -> Surroundings:
    """Read with five queries what the steps of *person* need."""
    rows = session.execute(
        select(SitePage.purpose, Article.id, Article.state).join(Article, Article.id == SitePage.article_id)
    )
    pages: dict[PagePurpose, tuple[int, ArticleState]] = {}
    for purpose, key, state in rows:
        if purpose not in pages or state is ArticleState.PAGE_PUBLISHED:
            pages[purpose] = key, state
    is_chosen = is_given(settings, "SITE_NAME") or session.get(SiteSetting, "name") is not None
    checks = {row.name: row for row in session.scalars(select(SiteCheck))}
    is_backed_up = session.scalar(BackupRun.last_good()) is not None
    newest = next(iter(outbox.list_sample_tests(session, person, limit=1)), None)
    return Surroundings(site, settings, is_chosen, pages, checks, person.has_second_factor, is_backed_up, newest)


def list_steps(found: Surroundings) -> list[FirstStep]:
    """Return all steps in the order of the work."""
    look = FirstStep(
        "name",
        _("Give the site its name"),
        found.site.name,
        found.is_name_chosen,
        SETTINGS,
        {"name": "look"},
    )
    return [
        look,
        page_step(
            found, PagePurpose.IMPRINT, _("Publish an imprint"), _("Germany, Austria and Switzerland ask for one.")
        ),
        page_step(
            found,
            PagePurpose.PRIVACY,
            _("Publish a privacy page"),
            _("A template says what this program stores; you fill in the gaps."),
        ),
        postal_step(found),
        sender_step(found),
        mail_step(found),
        dns_step(found),
        backup_step(found),
        factor_step(found),
    ]


def page_step(found: Surroundings, purpose: PagePurpose, label: str, words: str) -> FirstStep:
    """Return the step of the page for *purpose*: begin it, finish it, or see it."""
    page = found.pages.get(purpose)
    if page is None:
        return FirstStep(purpose.value, label, words, False, "pages.beginning", {})
    key, state = page
    if state is ArticleState.PAGE_PUBLISHED:
        return FirstStep(purpose.value, label, _("It is public."), True, "pages.publication", {"id": key})
    return FirstStep(
        purpose.value, label, _("It is begun, and not public yet."), False, "pages.publication", {"id": key}
    )


def postal_step(found: Surroundings) -> FirstStep:
    """Return the step of the postal address."""
    address = ", ".join(line.strip() for line in found.site.postal_address.splitlines() if line.strip())
    words = address or _("Many laws ask for it in every newsletter.")
    return FirstStep("postal", _("Write your postal address"), words, bool(address), SETTINGS, {"name": "mail"})


def sender_step(found: Surroundings) -> FirstStep:
    """Return the step of the sender, whose address the server sets."""
    sender = found.settings.mail_default_sender or ""
    is_local = found.settings.development and not sender
    here, unset = (
        _("Mail of this development run stays on this machine."),
        _("Set BLOG_MAIL_DEFAULT_SENDER where the site runs."),
    )
    words, label = sender or (here if is_local else unset), _("Check who mail comes from")
    return FirstStep("sender", label, words, bool(sender) or is_local, SETTINGS, {"name": "mail"})


def mail_step(found: Surroundings) -> FirstStep:
    """Return the step of the test mail: sent, taken by a server, and seen by a person."""
    label, test = _("Receive a test mail"), found.test_mail
    if CheckName.MAIL in found.checks:
        return FirstStep("mail", label, _("A test mail has arrived."), True, MAIL)
    if test is None:
        return FirstStep("mail", label, _("Send one to yourself and look whether it arrives."), False, MAIL)
    if test.state is not DeliveryState.ACCEPTED:
        return FirstStep("mail", label, _("The test to %(address)s is not out yet.", address=test.address), False, MAIL)
    words = _("The test to %(address)s is out. Has it arrived?", address=test.address)
    return FirstStep("mail", label, words, False, MAIL, deed="arrived", deed_label=_("It has arrived"))


def dns_step(found: Surroundings) -> FirstStep:
    """Return the step of the records for mail, as the worker saw them last."""
    label, check = _("Let the DNS vouch for your mail"), found.checks.get(CheckName.DNS)
    more = {"deed": "check_names", "deed_label": _("Check now")}
    if found.settings.development:
        words = _("Mail of this development run stays here, so no record is needed.")
        return FirstStep("dns", label, words, True, MAIL)
    if check is None or check.checked_at is None or check.is_awaited:
        return FirstStep("dns", label, _("The worker is about to look at the records."), False, MAIL, **more)
    if check.findings:
        said = tuple(one["message"] for one in check.findings)
        return FirstStep("dns", label, _("This is missing or wrong:"), False, MAIL, details=said, **more)
    return FirstStep("dns", label, _("SPF, DKIM, DMARC and MX are as they should be."), True, MAIL)


def backup_step(found: Surroundings) -> FirstStep:
    """Return the step of the backup, which a command makes; its page says how."""
    is_done = found.is_backed_up or CheckName.BACKUP in found.checks
    words = _("There is one.") if is_done else _("Make one where the site runs, or say that you have another way.")
    return FirstStep(
        "backup",
        _("Make a backup"),
        words,
        is_done,
        "backups.index",
        deed="" if is_done else "backed_up",
        deed_label=_("We have backups"),
        command="" if is_done else "flask backup FILE",
    )


def factor_step(found: Surroundings) -> FirstStep:
    """Return the step of the second factor of this administrator."""
    label, is_done = _("Protect your account"), found.has_second_factor or found.settings.development
    words = _("A password alone can be stolen. Add a passkey or an authenticator app.")
    if found.has_second_factor:
        words = _("You sign in with a second factor.")
    elif found.settings.development:
        words = _("A development run needs no second factor.")
    return FirstStep("factor", label, words, is_done, "accounts.security")
