"""Statistics: whether page views are counted."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.setting_declaration import setting


@dataclass(frozen=True, kw_only=True)
class StatisticsSettings:
    """What is counted of the pages that are read."""

    count_page_views: bool = setting(
        True,
        _l("Count page views"),
        _l(
            "How often each page is viewed on a day, and which sites lead to yours. No cookie is set, and nothing about"
            " a person is stored."
        ),
        environment="COUNT_PAGE_VIEWS",
    )
