"""All routes of the desk: each module of views adds its own to the blueprint when it is imported here."""

from blog.authoring.blueprint import blueprint
from blog.authoring.corrections import views as correction_views
from blog.authoring.dashboard import bulk_views, go_to_views, search_views
from blog.authoring.dashboard import views as dashboard_views
from blog.authoring.dashboard.navigation import menu_views
from blog.authoring.editor import (
    autosave_views,
    conversion_views,
    in_place_views,
    library_views,
    preview_views,
    recovery_views,
)
from blog.authoring.editor import views as editor_views
from blog.authoring.editor.links import card_views, finder_views
from blog.authoring.previews import guest_views, link_views
from blog.authoring.publication_page import (
    announcement_views,
    byline_views,
    erasure_views,
    expiry_views,
    finding_views,
    mail_preview_views,
    pending_views,
    removal_views,
    schedule_views,
)
from blog.authoring.publication_page import views as publication_views
from blog.authoring.reports import views as report_views
from blog.authoring.review_page import decision_views, statistics_views
from blog.authoring.review_page import views as review_views
from blog.authoring.revision_page import translation_views
from blog.authoring.revision_page import views as revision_views

__all__ = ["VIEW_MODULES", "blueprint"]

VIEW_MODULES = (
    dashboard_views,
    search_views,
    bulk_views,
    go_to_views,
    menu_views,
    editor_views,
    autosave_views,
    conversion_views,
    finder_views,
    card_views,
    finding_views,
    in_place_views,
    library_views,
    preview_views,
    recovery_views,
    review_views,
    decision_views,
    statistics_views,
    revision_views,
    translation_views,
    publication_views,
    announcement_views,
    byline_views,
    erasure_views,
    expiry_views,
    mail_preview_views,
    pending_views,
    removal_views,
    schedule_views,
    link_views,
    guest_views,
    correction_views,
    report_views,
)
"""The modules whose decorators register routes; tests/authoring/test_routes.py checks that none is missing."""
