"""All settings of the site as one typed value, and the sections in which the desk shows them."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.declared.about_newsroom import NewsroomFacts, SecuritySettings, TrustSettings
from blog.web.site_identity.declared.accent_and_paper import ColourSettings
from blog.web.site_identity.declared.languages_and_time import LanguageSettings, TimeSettings
from blog.web.site_identity.declared.logo_choice import LogoSettings
from blog.web.site_identity.declared.mail import MailSettings
from blog.web.site_identity.declared.mail_words import MailWordsSettings
from blog.web.site_identity.declared.name_and_look import FooterSettings, NameSettings
from blog.web.site_identity.declared.search_and_ai import AiSettings, SearchSettings
from blog.web.site_identity.declared.sign_in import SignInSettings
from blog.web.site_identity.declared.statistics import StatisticsSettings
from blog.web.site_identity.declared.theme_choice import ThemeSettings
from blog.web.site_identity.declared.typeface_choice import TypefaceSettings
from blog.web.site_identity.setting_declaration import DeclaredSetting, Words, settings_declared_in


@dataclass(frozen=True, kw_only=True)
class SiteSettings(
    NameSettings,
    LogoSettings,
    ThemeSettings,
    TypefaceSettings,
    ColourSettings,
    FooterSettings,
    LanguageSettings,
    TimeSettings,
    MailSettings,
    MailWordsSettings,
    SearchSettings,
    AiSettings,
    NewsroomFacts,
    TrustSettings,
    SecuritySettings,
    SignInSettings,
    StatisticsSettings,
):
    """The settings as they hold now; site_settings() returns them."""


@dataclass(frozen=True)
class SettingsGroup:
    """Settings under one heading."""

    heading: Words
    declared: type[Any]

    @property
    def settings(self) -> tuple[DeclaredSetting, ...]:
        """Return the settings in their order."""
        return tuple(settings_declared_in(self.declared))


@dataclass(frozen=True)
class SettingsSection:
    """One page of settings at the desk; *name* is the end of its address."""

    name: str
    label: Words
    groups: tuple[SettingsGroup, ...]
    needs_proof: bool = False
    """A change asks for proof of identity, as what could be turned against readers does."""

    @property
    def settings(self) -> tuple[DeclaredSetting, ...]:
        """Return all settings of the page."""
        return tuple(one for group in self.groups for one in group.settings)


SECTIONS = (
    SettingsSection(
        "look",
        _l("Name and look"),
        (
            SettingsGroup(_l("Name"), NameSettings),
            SettingsGroup(_l("Theme of the pages"), ThemeSettings),
            SettingsGroup(_l("Typeface"), TypefaceSettings),
            SettingsGroup(_l("Colours"), ColourSettings),
            SettingsGroup(_l("Footer"), FooterSettings),
        ),
    ),
    SettingsSection(
        "language",
        _l("Language and time"),
        (SettingsGroup(_l("Languages"), LanguageSettings), SettingsGroup(_l("Clock"), TimeSettings)),
    ),
    SettingsSection("mail", _l("Mail"), (SettingsGroup(_l("Sender and address"), MailSettings),), needs_proof=True),
    SettingsSection(
        "search",
        _l("Search and AI"),
        (SettingsGroup(_l("Search engines"), SearchSettings), SettingsGroup(_l("Artificial intelligence"), AiSettings)),
    ),
    SettingsSection(
        "newsroom",
        _l("Newsroom"),
        (
            SettingsGroup(_l("Facts for search engines"), NewsroomFacts),
            SettingsGroup(_l("Associations (trust.txt)"), TrustSettings),
            SettingsGroup(_l("Security holes (security.txt)"), SecuritySettings),
        ),
    ),
    SettingsSection(
        "statistics", _l("Statistics"), (SettingsGroup(_l("Counts without tracking"), StatisticsSettings),)
    ),
)
"""In the order of the desk."""
DECLARED = {one.key: one for one in settings_declared_in(SiteSettings)}
"""Every setting, by key."""
