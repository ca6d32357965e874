"""The pages that ask before a deed, put together."""

from blog.authoring.bylines import bylineviews
from blog.authoring.publications import announceviews, publicationviews, rehearsalviews, removalviews
from blog.authoring.times import endviews, scheduleviews

__all__ = [
    "announceviews",
    "bylineviews",
    "endviews",
    "publicationviews",
    "rehearsalviews",
    "removalviews",
    "scheduleviews",
]
