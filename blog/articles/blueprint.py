"""The blueprint of public reading with all its views, which register by being imported here."""

from blog.articles.corrections import error_report_views
from blog.articles.corrections import views as correction_views
from blog.articles.feeds import alias_views as feed_alias_views
from blog.articles.feeds import podcast_views
from blog.articles.feeds import views as feed_views
from blog.articles.front import views as front_views
from blog.articles.lists import author_views, team_views, topic_views
from blog.articles.pages import offline_views
from blog.articles.pages.views import blueprint
from blog.articles.search import not_found_views
from blog.articles.search import views as search_views
from blog.articles.site_pages import views as page_views
from blog.articles.sitemaps import views as sitemap_views
from blog.articles.text_versions import views as text_version_views
from blog.articles.well_known import views as well_known_views

__all__ = [
    "author_views",
    "blueprint",
    "correction_views",
    "error_report_views",
    "feed_alias_views",
    "feed_views",
    "front_views",
    "not_found_views",
    "offline_views",
    "page_views",
    "podcast_views",
    "search_views",
    "sitemap_views",
    "team_views",
    "text_version_views",
    "topic_views",
    "well_known_views",
]
