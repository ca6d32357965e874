"""The pages that ask before a deed, put together."""

from blog.authoring.publications import announceviews, publicationviews, rehearsalviews, removalviews
from blog.authoring.times import endviews, scheduleviews

__all__ = ["announceviews", "endviews", "publicationviews", "rehearsalviews", "removalviews", "scheduleviews"]
