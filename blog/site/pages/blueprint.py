"""The blueprint of the pages without date at the desk, with all its views."""

from blog.site.pages import arrangement_views, beginning_views, page_removal_views, views
from blog.site.pages.routes import blueprint

__all__ = ["arrangement_views", "beginning_views", "blueprint", "page_removal_views", "views"]
