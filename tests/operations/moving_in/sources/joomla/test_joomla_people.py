"""Authors are users who wrote, or bylines beside them."""

from blog.operations.moving_in.sources.joomla.joomla_people import author_key


def test_a_byline_wins_over_the_user() -> None:
    assert [author_key("605", ""), author_key("605", " Eva &amp; Co "), author_key("0", "")] == [
        "605",
        "alias:Eva & Co",
        "",
    ]
