"""The views of this room, put together: the alert's page, its controls, its ledger, and the captured mail."""

from blog.delivery import alertviews, controlviews, ledgerviews, mailboxviews
from blog.delivery.blueprint import blueprint
from blog.delivery.mailboxviews import mail_folder

__all__ = ["alertviews", "blueprint", "controlviews", "ledgerviews", "mail_folder", "mailboxviews"]
