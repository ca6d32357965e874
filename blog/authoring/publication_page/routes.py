"""The pages that ask before a deed, put together."""

from blog.authoring.publication_page import (
    announcement_views,
    byline_views,
    expiry_views,
    mail_preview_views,
    removal_views,
    schedule_views,
)
from blog.authoring.publication_page import views as publicationviews

__all__ = [
    "announcement_views",
    "byline_views",
    "expiry_views",
    "mail_preview_views",
    "publicationviews",
    "removal_views",
    "schedule_views",
]
