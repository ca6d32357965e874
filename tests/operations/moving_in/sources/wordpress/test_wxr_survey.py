"""Terms are counted, and what is no article is named."""

from blog.operations.moving_in.sources.wordpress.wxr_reader import WxrItem, WxrPart
from blog.operations.moving_in.sources.wordpress.wxr_survey import WxrSurvey


def test_terms_are_counted_and_the_default_category_is_none() -> None:
    survey = WxrSurvey()
    survey.take(WxrPart("category", {"cat_name": "News &amp; Views", "category_nicename": "news"}), frozenset())
    for _number in range(2):
        terms = [("category", "news", "News &amp; Views"), ("category", "uncategorized", "Uncategorized")]
        survey.take(WxrItem({"post_type": "post", "status": "publish"}, terms), frozenset())
    survey.take(WxrItem({"post_type": "nav_menu_item", "title": "Menu"}), frozenset())

    assert [(topic.name, topic.uses) for topic in survey.topics()] == [("News & Views", 2)]
    assert [(loss.detail, place) for loss, place in survey.losses] == [("nav_menu_item", "Menu")]
