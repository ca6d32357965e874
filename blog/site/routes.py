"""All routes of the site's settings: each module of views adds its own to the blueprint when it is imported here."""

from blog.site.blueprint import blueprint
from blog.site.first_steps import views as step_views
from blog.site.front import views as front_views
from blog.site.kinds import views as kind_views
from blog.site.mail_page import views as mail_views
from blog.site.settings import file_preview_views, logo_views, look_views, tab_views
from blog.site.settings import views as setting_views
from blog.site.statistics import views as statistics_views

__all__ = ["VIEW_MODULES", "blueprint"]

VIEW_MODULES = (
    step_views,
    front_views,
    kind_views,
    setting_views,
    file_preview_views,
    look_views,
    logo_views,
    tab_views,
    mail_views,
    statistics_views,
)
"""The modules whose decorators register routes and globals of templates."""
