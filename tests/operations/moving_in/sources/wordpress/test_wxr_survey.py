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


def test_nested_categories_and_authors_have_the_addresses_of_wordpress() -> None:
    survey = WxrSurvey(site="https://old.example.org/blog")
    for slug, parent in (("world", ""), ("europe", "world"), ("alps", "europe")):
        values = {"cat_name": slug.title(), "category_nicename": slug, "category_parent": parent}
        survey.take(WxrPart("category", values), frozenset())
    survey.take(WxrPart("author", {"author_login": "Ann.Holt@example.org", "author_id": "3"}), frozenset())

    alps = next(topic for topic in survey.topics() if topic.name == "Alps")
    assert {"/blog/category/alps/", "/blog/category/world/europe/alps/"} <= set(alps.paths)
    assert "/author/ann-holtexample-org/" in survey.people["Ann.Holt@example.org"].paths


def test_categories_that_are_above_each_other_end() -> None:
    survey = WxrSurvey()
    for slug, parent in (("a", "b"), ("b", "a")):
        survey.take(
            WxrPart("category", {"cat_name": slug, "category_nicename": slug, "category_parent": parent}), frozenset()
        )

    assert len(survey.terms["b"].paths) < 10
