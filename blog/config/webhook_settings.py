"""Settings of the addresses at which mail services post their reports."""

from dataclasses import dataclass

from blog.config.declaration import declare


@dataclass(frozen=True, kw_only=True)
class WebhookSettings:
    """What each service signs its reports with; one that is not set has no page."""

    webhook_sns_topic: str | None = declare(
        None, "ARN", "Amazon SNS topic that posts SES reports to /bounces/ses; unset: no such page."
    )
    webhook_sendgrid_key: str | None = declare(
        None, "base64", "SendGrid's public key for /bounces/sendgrid; unset: no such page."
    )
    webhook_mailgun_key: str | None = declare(
        None, "text", "Mailgun's signing key for /bounces/mailgun; unset: no such page. Secret."
    )
    webhook_postmark_login: str | None = declare(
        None, "name:password", "What Postmark signs in with at /bounces/postmark; unset: no such page. Secret."
    )
    webhook_brevo_token: str | None = declare(
        None, "text", "Token that Brevo sends to /bounces/brevo; unset: no such page. Secret."
    )
