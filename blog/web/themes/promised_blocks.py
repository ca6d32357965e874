"""The blocks of our templates that themes may rely on, listed in docs/themes.md until a new major version."""

from collections.abc import Mapping

OF_EACH_PAGE = (
    "title",
    "description",
    "head_links",
    "page_styles",
    "head",
    "body_class",
    "masthead",
    "main_class",
    "main",
    "footer",
    "scripts",
)
PROMISED_BLOCKS: Mapping[str, tuple[str, ...]] = {
    "base.html": OF_EACH_PAGE,
    "articles/front/front.html": (
        *OF_EACH_PAGE,
        "lead",
        "seconds",
        "signup",
        "bands",
        "briefs",
        "corrections",
        "more_news",
        "empty",
    ),
    "articles/article/show.html": (
        *OF_EACH_PAGE,
        "article_bar",
        "article_head",
        "article_opening",
        "article_text",
        "article_foot",
        "after_article",
        "article_box",
        "more_articles",
    ),
    "articles/lists/_list.html": OF_EACH_PAGE,
    "articles/lists/archive.html": OF_EACH_PAGE,
    "articles/lists/topics.html": OF_EACH_PAGE,
    "articles/search/search.html": OF_EACH_PAGE,
    "subscriptions/signup/subscribe.html": OF_EACH_PAGE,
    "errors/_page.html": OF_EACH_PAGE,
}
"""By the name of the template."""
