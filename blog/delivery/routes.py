"""The views of this room, put together: the alert's page, its controls, its ledger, and the captured mail."""

from blog.delivery.alerts import control_views, ledger_views
from blog.delivery.alerts import views as alertviews
from blog.delivery.blueprint import blueprint
from blog.delivery.devmail import views as mailboxviews
from blog.delivery.devmail.views import mail_folder

__all__ = ["alertviews", "blueprint", "control_views", "ledger_views", "mail_folder", "mailboxviews"]
