"""The pages that ask before a deed, put together."""

from blog.authoring.publications import announceviews, publicationviews, rehearsalviews, removalviews
from blog.authoring.times import scheduleviews

__all__ = ["announceviews", "publicationviews", "rehearsalviews", "removalviews", "scheduleviews"]
