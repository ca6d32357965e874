import pytest

from blog.delivery.composing.mail_html.elements import absolute, boxed, classes_of, element, find
from blog.text.markdown.pasting.html_tree import Node
from blog.web.addresses.links import Links

LINKS = Links("https://news.example.org", "secret")


def test_values_are_escaped_and_empty_attributes_left_out() -> None:
    assert element("a", "x", href='/"<', class_="", dir="rtl") == '<a href="/&quot;&lt;" dir="rtl">x</a>'


def test_a_box_is_a_cell_which_outlook_can_colour() -> None:
    assert boxed("x", "t-box").endswith('<tr><td class="t-box">x</td></tr></table>')


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/articles/two", "https://news.example.org/articles/two"),
        ("#note", "https://news.example.org/one#note"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_addresses_work_without_a_page(address: str, whole: str) -> None:
    assert absolute(address, LINKS, "https://news.example.org/one") == whole


def test_the_first_element_of_a_name_is_found_at_any_depth() -> None:
    image = Node("img", {"class": "a b"})
    tree = Node("figure", children=["x", Node("a", children=[Node("picture", children=[image])])])

    assert find(tree, "img") is image
    assert find(tree, "td") is None
    assert classes_of(image) == {"a", "b"}
