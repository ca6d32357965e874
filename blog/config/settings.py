"""Every setting of the blog: its name, default, unit and meaning.

The environment names them with the prefix BLOG_. Secrets have no default.
"""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True)
class Setting:
    """One setting: its default gives its type; None means text that may be missing."""

    name: str
    default: str | int | float | bool | None
    unit: str
    meaning: str


SETTINGS = (
    Setting("SITE_NAME", "IFBG News", "text", "Name in the masthead, feeds and mail."),
    Setting("SITE_TAGLINE", "Follow all the latest IFBG news and alerts here.", "text", "Line under the name."),
    Setting("LANGUAGE", "en", "BCP 47 tag", "Language of the pages and of dates."),
    Setting("TIMEZONE", "UTC", "IANA name", "Zone in which dates and times are shown."),
    Setting("BASE_URL", None, "URL", "Public address of the site; links in mail start with it."),
    Setting("TRUSTED_HOSTS", "", "names, comma", "Further host names that the site answers to."),
    Setting("TRUSTED_PROXIES", 0, "count", "Proxies in front whose X-Forwarded-* headers are believed."),
    Setting("SECRET_KEY", None, "text, 32 or more", "Signs links and cookies. Secret."),
    Setting("DEVELOPMENT", False, "0 or 1", "Development run: relaxed start checks, captured mail at /dev/mail."),
    Setting("INSTANCE_PATH", None, "path", "Folder of database, pictures and captured mail; missing means instance/."),
    Setting("DATABASE_URL", None, "URL", "SQLite or Postgres; missing means a file in instance/."),
    Setting(
        "SQLITE_SYNCHRONOUS", "FULL", "FULL or NORMAL", "SQLite's promise against power loss; the worker uses NORMAL."
    ),
    Setting("MEDIA_URL", None, "URL", "Where pictures are kept, as file:///folder; missing means instance/media."),
    Setting("PICTURE_MAX_BYTES", 20 * MIB, "bytes", "Largest picture that may be uploaded."),
    Setting("PICTURE_MAX_PIXELS", 50_000_000, "pixels", "Largest picture that is decoded."),
    Setting("VIDEO_HOSTS", "", "names, comma", "Hosts besides YouTube and Vimeo whose videos may play on a page."),
    Setting("MAX_CONTENT_LENGTH", 4 * MIB, "bytes", "Largest request body outside picture uploads."),
    Setting("MAX_FORM_MEMORY_SIZE", 4 * MIB, "bytes", "Largest form field held in memory."),
    Setting("MAX_FORM_PARTS", 200, "count", "Largest number of fields in a form."),
    Setting("MAIL_SERVER", None, "host", "SMTP relay; missing on a development run captures mail."),
    Setting("MAIL_PORT", 587, "port", "Port of the relay."),
    Setting("MAIL_USERNAME", None, "text", "User name for SMTP AUTH."),
    Setting("MAIL_PASSWORD", None, "text", "Password for SMTP AUTH. Secret."),
    Setting("MAIL_USE_TLS", True, "0 or 1", "STARTTLS with a verified certificate."),
    Setting("MAIL_USE_SSL", False, "0 or 1", "TLS from the first byte (port 465), verified."),
    Setting("MAIL_CA_FILE", None, "path", "Certificates to trust for the relay instead of the system's."),
    Setting("MAIL_TIMEOUT_SECONDS", 30, "seconds", "Longest wait for any answer of the relay."),
    Setting("MAIL_MAX_EMAILS", 100, "count", "Messages on one connection before a new one is opened."),
    Setting("MAIL_DEFAULT_SENDER", None, "address", "From address of every message."),
    Setting("MAIL_CONNECTIONS", 4, "count", "Connections to the relay that one worker keeps at once."),
    Setting("MAIL_LIMIT_SECOND", 0, "count", "Messages a second, all workers together; 0 means no limit."),
    Setting("MAIL_LIMIT_HOUR", 0, "count", "Messages an hour, all workers together; 0 means no limit."),
    Setting("MAIL_LIMIT_DAY", 0, "count", "Messages a day, all workers together; 0 means no limit."),
    Setting(
        "MAIL_DOMAIN_LIMITS",
        "",
        "domain=count, comma",
        "Messages an hour to one domain, as gmail.com=2000; * is each other.",
    ),
    Setting(
        "MAIL_WARM_UP", 0, "count", "Messages on the first day of a new sender, doubled every day; 0 means no warm-up."
    ),
    Setting(
        "MAIL_UNCERTAIN",
        "repeat",
        "repeat or hold",
        "What becomes of a message whose answer never came: sent once more, or held.",
    ),
    Setting(
        "MAIL_BOUNCE_ADDRESS",
        None,
        "address",
        "Envelope sender whose mailbox gets bounces, with +token put in; missing means the sender.",
    ),
    Setting("BOUNCE_IMAP_URL", None, "URL", "Mailbox of bounces, as imaps://name:password@host/INBOX. Secret."),
    Setting("BOUNCE_IMAP_SECONDS", 5 * MINUTE, "seconds", "Time between two looks into that mailbox."),
    Setting(
        "BOUNCE_WEBHOOK_SECRET",
        None,
        "text",
        "Key of the signature on bounce reports that are posted; missing closes the door. Secret.",
    ),
    Setting(
        "SOFT_BOUNCES_ALLOWED", 5, "count", "Temporary failures in a row after which an address gets nothing more."
    ),
    Setting("DKIM_SELECTOR", None, "text", "Selector of the DKIM key; missing leaves signing to the relay."),
    Setting("DKIM_KEY_FILE", None, "path", "Private RSA key in PEM, 2048 bits. Secret."),
    Setting(
        "ALERT_GRACE_SECONDS",
        10,
        "seconds",
        "Time in which an author can stop an alert before its first message leaves.",
    ),
    Setting("CAPTURED_MAIL_PORT", 0, "port", "Port of the development mailbox; 0 picks a free one."),
    Setting(
        "PAGE_CACHE_BYTES", 12 * MIB, "bytes", "Memory for public pages in each web process; 0 turns the cache off."
    ),
    Setting(
        "PAGE_CACHE_POSTGRES",
        "strict",
        "strict or listen",
        "How a process learns on Postgres that content changed: asked with each request, or told a moment later.",
    ),
    Setting("ARTICLES_PER_PAGE", 10, "count", "Articles on one page of a list."),
    Setting("FEED_LENGTH", 20, "count", "Articles in a feed."),
    Setting("CONFIRMATION_SECONDS", 7 * DAY, "seconds", "Life of a confirmation link."),
    Setting("PASSWORD_RESET_SECONDS", HOUR, "seconds", "Life of a password reset link."),
    Setting("INVITATION_SECONDS", 7 * DAY, "seconds", "Life of the link in an invitation to the newsroom."),
    Setting("SESSION_IDLE_SECONDS", 12 * HOUR, "seconds", "A desk session ends after this long without a request."),
    Setting("SESSION_LIFETIME_SECONDS", 14 * DAY, "seconds", "A desk session ends after this long in any case."),
    Setting("SUBSCRIBE_MINIMUM_SECONDS", 2, "seconds", "A subscribe form sent sooner than this was sent by a program."),
    Setting("PASSWORD_HASH_MEMORY_KIB", 64 * KIB, "KiB", "Memory of one Argon2id hash."),
    Setting("PASSWORD_HASH_ROUNDS", 3, "count", "Passes of one Argon2id hash."),
    Setting("PASSWORD_HASHES_AT_ONCE", 2, "count", "Argon2id hashes that one process makes at once; others wait."),
    Setting("WORKER_POLL_SECONDS", 1.0, "seconds", "Rest of an idle worker."),
    Setting("WORKER_LEASE_SECONDS", 5 * MINUTE, "seconds", "A claimed message returns after this long without a sign."),
    Setting("WORKER_BATCH", 500, "count", "Messages claimed at once, at most: fewer while the relay is slow."),
    Setting("LOG_FORMAT", "console", "console or json", "How log lines are written."),
    Setting("METRICS_TOKEN", None, "text", "Bearer token of /metrics; missing hides the page. Secret."),
)
"""Order is the order of docs/operations.md."""
