"""What each service's events mean."""

import pytest

from blog.delivery.bounces.webhooks import service_events as events
from blog.models import BounceKind

HARD, SOFT, COMPLAINT = BounceKind.HARD, BounceKind.SOFT, BounceKind.COMPLAINT
ONE = {"emailAddress": "a@example.com"}


@pytest.mark.parametrize(
    ("read", "event", "kinds"),
    [
        (events.read_ses, {"bounce": {"bounceType": "Transient", "bouncedRecipients": [ONE, ONE]}}, [SOFT, SOFT]),
        (
            events.read_ses,
            {"bounce": {"bounceType": "Permanent", "bounceSubType": "NoEmail", "bouncedRecipients": [ONE]}},
            [HARD],
        ),
        (events.read_ses, {"complaint": {"complainedRecipients": [ONE]}}, [COMPLAINT]),
        (events.read_ses, {"complaint": {"complainedRecipients": [ONE], "complaintFeedbackType": "not-spam"}}, []),
        (
            events.read_ses,
            {"complaint": {"complainedRecipients": [ONE], "complaintFeedbackType": "abuse"}},
            [COMPLAINT],
        ),
        (events.read_ses, {"delivery": {}}, []),
        (events.read_sendgrid, {"event": "bounce", "type": "blocked", "reason": "550 user unknown"}, [SOFT]),
        (events.read_sendgrid, {"event": "spamreport", "email": "a@b.example"}, [COMPLAINT]),
        (events.read_sendgrid, {"event": "open"}, []),
        (events.read_mailgun, {"event": "failed", "severity": "temporary"}, []),
        (events.read_mailgun, {"event": "failed", "severity": "temporary", "reason": "old"}, [SOFT]),
        (events.read_mailgun, {"event": "failed", "severity": "permanent"}, [SOFT]),
        (events.read_mailgun, {"event": "complained"}, [COMPLAINT]),
        (events.read_mailgun, {"event": "delivered"}, []),
        (events.read_postmark, {"RecordType": "Bounce", "Type": "SoftBounce"}, [SOFT]),
        (events.read_postmark, {"RecordType": "Bounce", "Type": "Transient"}, []),
        (events.read_postmark, {"RecordType": "Bounce", "Type": "AutoResponder"}, []),
        (events.read_postmark, {"RecordType": "SpamComplaint"}, [COMPLAINT]),
        (events.read_postmark, {"RecordType": "Open"}, []),
        (events.read_brevo, {"event": "soft_bounce"}, [SOFT]),
        (events.read_brevo, {"event": "spam"}, [COMPLAINT]),
        (events.read_brevo, {"event": "click"}, []),
        (events.read_ses, {"bounce": 5, "mail": [], "complaint": {"complainedRecipients": {"x": 1}}}, []),
    ],
)
def test_an_event_means(read: object, event: dict[str, object], kinds: list[BounceKind]) -> None:
    assert [report.kind for report in read(event)] == kinds  # type: ignore[operator]


def test_the_same_event_has_the_same_digest_and_another_one_not() -> None:
    made = [
        events.make_report("ses", "a@b.example", key, "x", is_permanent=None, ids=["<i@d>", ""])
        for key in ("1", "1", "2")
    ]

    assert made[0].digest == made[1].digest != made[2].digest
    assert made[0].message_ids == ("<i@d>",)


def test_what_no_database_can_hold_is_left_out() -> None:
    event = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "Email": "a\x00\ud800@b.example",
        "Details": "\ud800\x00 550",
    }

    (report,) = events.read_postmark(event)

    assert (report.recipients, report.diagnostic) == (("a@b.example",), "550")
