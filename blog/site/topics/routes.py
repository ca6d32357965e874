"""The blueprint of the topics with all its views, which register by being imported here."""

from blog.site.topics import merge_views, part_views, place_views
from blog.site.topics.views import blueprint

__all__ = ["blueprint", "merge_views", "part_views", "place_views"]
