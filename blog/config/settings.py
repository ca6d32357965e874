"""Every setting of the blog: its name, type, default, unit and meaning; settings_of() and current_settings() read them.

The environment names them in upper case with the prefix BLOG_. Secrets have no default.
"""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from flask import current_app
from flask.sansio.app import App

from blog.config import value_checks
from blog.config.declaration import declare, settings_in
from blog.config.webhook_settings import WebhookSettings

KIB = 1024
MIB = 1024 * KIB
MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True, kw_only=True)
class Settings(WebhookSettings):
    """The settings of one application; a deed that needs some is handed this."""

    site_name: str = declare("IFBG News", "text", "Name in the masthead, feeds and mail.")
    site_tagline: str = declare("Follow all the latest IFBG news and alerts here.", "text", "Line under the name.")
    postal_address: str = declare("", "text", "Name and postal address of the publisher, on every page and mail.")
    language: str = declare("en", "BCP 47 tag", "Language of pages and dates.", check=value_checks.check_language)
    languages: str = declare("", "tags, comma", "Further languages to choose from.", check=value_checks.check_languages)
    content_language: str = declare(
        "",
        "BCP 47 tag",
        "Language of articles that name none; missing means that of the pages.",
        check=value_checks.check_content_language,
    )
    unicode_addresses: bool = declare(
        False, "0 or 1", "New addresses keep the letters of their script; otherwise they are in Latin ones."
    )
    standfirst_under_headline: bool = declare(False, "0 or 1", "Standfirst under the headline, not after the photo.")
    theme: str = declare("", "name or path", "Theme of the pages: the name of an installed one, or a folder.")
    timezone: str = declare(
        "UTC", "IANA name", "Zone in which dates and times are shown.", check=value_checks.check_timezone
    )
    base_url: str = declare("", "URL", "Public address of the site; links in mail start with it.")
    trusted_hosts: str = declare("", "names, comma", "Further host names that the site answers to.")
    trusted_proxies: int = declare(
        0, "count", "Proxies in front whose X-Forwarded-* headers are believed.", may_be_zero=True
    )
    secret_key: str = declare("", "text, 32 or more", "Signs links and cookies. Secret.")
    development: bool = declare(False, "0 or 1", "Development run: relaxed start checks, captured mail at /dev/mail.")
    instance_path: str | None = declare(
        None, "path", "Folder of database, pictures and captured mail; missing means instance/."
    )
    database_url: str = declare(
        "", "URL", "SQLite or Postgres; missing means a file in instance/.", check=value_checks.check_database_url
    )
    sqlite_synchronous: Literal["FULL", "NORMAL"] = declare(
        "FULL", "FULL or NORMAL", "SQLite's promise against power loss; the worker uses NORMAL."
    )
    media_url: str | None = declare(
        None, "URL", "Where pictures are kept, as file:///folder or s3://bucket; missing means instance/media."
    )
    media_public_url: str = declare("", "URL", "Their address at a CDN.", check=value_checks.check_media_public_url)
    picture_max_bytes: int = declare(20 * MIB, "bytes", "Largest picture that may be uploaded.")
    picture_max_pixels: int = declare(50_000_000, "pixels", "Largest picture that is decoded.")
    file_max_bytes: int = declare(200 * MIB, "bytes", "Largest document or recording that may be uploaded.")
    import_max_bytes: int = declare(4096 * MIB, "bytes", "Largest export that may be uploaded at the desk.")
    video_hosts: str = declare("", "names, comma", "Hosts of PeerTube, Mastodon and files that a page may show.")
    max_content_length: int = declare(4 * MIB, "bytes", "Largest request body outside uploads.")
    max_form_memory_size: int = declare(4 * MIB, "bytes", "Largest form field held in memory.")
    max_form_parts: int = declare(200, "count", "Largest number of fields in a form.")
    mail_server: str | None = declare(None, "host", "SMTP relay; missing on a development run captures mail.")
    mail_port: int = declare(587, "port", "Port of the relay.")
    mail_username: str | None = declare(None, "text", "User name for SMTP AUTH.")
    mail_password: str | None = declare(None, "text", "Password for SMTP AUTH. Secret.")
    mail_use_tls: bool = declare(True, "0 or 1", "STARTTLS with a verified certificate.")
    mail_use_ssl: bool = declare(False, "0 or 1", "TLS from the first byte (port 465), verified.")
    mail_ca_file: str | None = declare(None, "path", "Certificates to trust for the relay instead of the system's.")
    mail_timeout_seconds: int = declare(30, "seconds", "Longest wait for any answer of the relay.")
    mail_data_timeout_seconds: int = declare(
        10 * MINUTE, "seconds", "Longest wait for the reply to a complete message (RFC 5321 4.5.3.2.6)."
    )
    mail_max_emails: int = declare(100, "count", "Messages on one connection before a new one is opened.")
    mail_default_sender: str | None = declare(
        None, "address", "From address of every message.", check=value_checks.check_sender
    )
    mail_connections: int = declare(4, "count", "Connections to the relay that one worker keeps at once.")
    mail_limit_second: int = declare(
        0, "count", "Messages a second, all workers together; 0 means no limit.", may_be_zero=True
    )
    mail_limit_hour: int = declare(
        0, "count", "Messages an hour, all workers together; 0 means no limit.", may_be_zero=True
    )
    mail_limit_day: int = declare(
        0, "count", "Messages a day, all workers together; 0 means no limit.", may_be_zero=True
    )
    mail_domain_limits: str = declare(
        "",
        "domain=count, comma",
        "Messages an hour to one domain, as gmail.com=2000; * is each other.",
        check=value_checks.check_domain_limits,
    )
    mail_warm_up: int = declare(
        0,
        "count",
        "Messages on the first day of a new sender, doubled every day; 0 means no warm-up.",
        may_be_zero=True,
    )
    mail_uncertain: Literal["repeat", "hold"] = declare(
        "repeat", "repeat or hold", "What becomes of a message whose answer never came: sent once more, or held."
    )
    mail_bounce_address: str | None = declare(
        None,
        "address",
        "Envelope sender whose mailbox gets bounces, with +token put in; missing means the sender.",
        check=value_checks.check_bounce_address,
    )
    bounce_imap_url: str | None = declare(
        None,
        "URL",
        "Mailbox of bounces, as imaps://name:password@host/INBOX. Secret.",
        check=value_checks.check_imap_url,
    )
    bounce_imap_seconds: int = declare(5 * MINUTE, "seconds", "Time between two looks into that mailbox.")
    bounce_webhook_secret: str | None = declare(
        None,
        "text",
        "Key of the signature on bounce reports that are posted; missing closes the door. Secret.",
        check=value_checks.check_webhook_secret,
    )
    soft_bounces_allowed: int = declare(
        5, "count", "Temporary failures in a row after which an address gets nothing more."
    )
    dkim_selector: str | None = declare(None, "text", "Selector of the DKIM key; missing leaves signing to the relay.")
    dkim_key_file: str | None = declare(None, "path", "Private RSA key in PEM, 2048 bits. Secret.")
    alert_grace_seconds: int = declare(
        10, "seconds", "Time in which an author can stop an alert before its first message leaves.", may_be_zero=True
    )
    captured_mail_port: int = declare(0, "port", "Port of the development mailbox; 0: a free one.", may_be_zero=True)
    page_cache_bytes: int = declare(
        12 * MIB, "bytes", "Memory for public pages in each web process; 0 turns the cache off.", may_be_zero=True
    )
    page_cache_postgres: Literal["strict", "listen"] = declare(
        "strict",
        "strict or listen",
        "How a process learns on Postgres that content changed: asked with each request, or told a moment later.",
    )
    articles_per_page: int = declare(10, "count", "Articles on one page of a list.")
    feed_length: int = declare(20, "count", "Articles in a feed.")
    confirmation_seconds: int = declare(7 * DAY, "seconds", "Life of a confirmation link.")
    unconfirmed_seconds: int = declare(
        30 * DAY, "seconds", "A sign-up that was never confirmed is deleted this long after its link ended."
    )
    ledger_months: int = declare(0, "months", "Lifetime of messages, not of counts; 0: unlimited.", may_be_zero=True)
    audit_months: int = declare(0, "months", "Lifetime of activity log entries; 0: unlimited.", may_be_zero=True)
    article_event_months: int = declare(0, "months", "Lifetime of article histories; 0: unlimited.", may_be_zero=True)
    count_page_views: bool = declare(True, "0 or 1", "Daily page views for the desk, without a cookie or an address.")
    page_view_months: int = declare(24, "months", "Lifetime of daily page views; 0: unlimited.", may_be_zero=True)
    captured_mail_months: int = declare(3, "months", "Lifetime of captured mail; 0: unlimited.", may_be_zero=True)
    static_folder: str | None = declare(None, "path", "Folder of the site as files.", check=value_checks.check_folder)
    backup_folder: str | None = declare(None, "path or URL", "Folder or s3://bucket/folder of the worker's backups.")
    backup_access_key_id: str | None = declare(None, "text", "Key to that bucket; missing: AWS_ACCESS_KEY_ID.")
    backup_secret_access_key: str | None = declare(None, "text", "Secret of that key. Secret.")
    backup_recipient: str | None = declare(None, "age1 key", "Public key of age that these backups are encrypted for.")
    backup_hour: int = declare(3, "hour, UTC", "From when on a day's backup is made.", may_be_zero=True)
    backup_days: int = declare(7, "count", "Days whose last backup is kept.")
    backup_weeks: int = declare(4, "count", "Weeks whose last backup is kept.", may_be_zero=True)
    backup_months: int = declare(6, "count", "Months whose last backup is kept.", may_be_zero=True)
    password_reset_seconds: int = declare(HOUR, "seconds", "Life of a password reset link.")
    invitation_seconds: int = declare(7 * DAY, "seconds", "Life of the link in an invitation to the newsroom.")
    session_idle_seconds: int = declare(12 * HOUR, "seconds", "A desk session ends after this long without a request.")
    session_lifetime_seconds: int = declare(14 * DAY, "seconds", "A desk session ends after this long in any case.")
    subscribe_minimum_seconds: int = declare(
        2, "seconds", "A subscribe form sent sooner than this was sent by a program.", may_be_zero=True
    )
    password_hash_memory_kib: int = declare(64 * KIB, "KiB", "Memory of one Argon2id hash.")
    password_hash_rounds: int = declare(3, "count", "Passes of one Argon2id hash.")
    password_hashes_at_once: int = declare(2, "count", "Argon2id hashes that one process makes at once; others wait.")
    worker_poll_seconds: float = declare(1.0, "seconds", "Rest of an idle worker.")
    worker_lease_seconds: int = declare(
        5 * MINUTE, "seconds", "A claimed message returns after this long without a sign."
    )
    worker_batch: int = declare(500, "count", "Messages claimed at once, at most: fewer while the relay is slow.")
    log_format: Literal["console", "json"] = declare("console", "console or json", "How log lines are written.")
    metrics_token: str | None = declare(None, "text", "Bearer token of /metrics; missing hides the page. Secret.")
    sentry_dsn: str | None = declare(
        None, "URL", "Where errors are reported; unset: nowhere. Secret.", check=value_checks.check_sentry_dsn
    )
    otel_endpoint: str | None = declare(
        None, "URL", "Where traces are sent (OTLP over HTTP); unset: nowhere.", check=value_checks.check_otel_endpoint
    )

    given: frozenset[str] = field(default=frozenset(), repr=False)  # Names of what is set, though to the default.

    @property
    def is_https(self) -> bool:
        """Return whether the public address is encrypted."""
        return urlsplit(self.base_url).scheme == "https"

    def by_name(self) -> dict[str, Any]:
        """Return the values by upper-case name, as app.config holds them for Flask and its extensions."""
        return {setting.name: getattr(self, setting.field) for setting in SETTINGS}


SETTINGS = tuple(settings_in(Settings))  # In the order of docs/operations.md.


def settings_of(app: App) -> Settings:
    """Return the settings that *app* was started with."""
    settings: Settings = app.extensions["settings"]
    return settings


def current_settings() -> Settings:
    """Return the settings of the running application; needs an application context."""
    settings: Settings = current_app.extensions["settings"]
    return settings
