"""All views of this room, imported so that they register with its blueprint."""

from blog.delivery.alerts import control_views, ledger_views
from blog.delivery.alerts import views as alert_views
from blog.delivery.blueprint import blueprint
from blog.delivery.bounces import desk_views as returned_mail_views
from blog.delivery.devmail import views as devmail_views
from blog.delivery.devmail.views import mail_folder

__all__ = [
    "alert_views",
    "blueprint",
    "control_views",
    "devmail_views",
    "ledger_views",
    "mail_folder",
    "returned_mail_views",
]
