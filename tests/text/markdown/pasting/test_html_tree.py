"""Clipboard HTML is read as browsers read it, within bounds."""

import pytest

from blog.text.markdown.pasting.html_tree import MAX_DEPTH, MAX_LENGTH, Node, PasteTooLong, read_tree


def outline(node: Node) -> str:
    """Return the tree as nested brackets."""
    return "".join(child if isinstance(child, str) else f"{child.tag}({outline(child)})" for child in node.children)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p>b", "p(a)p(b)"),
        ("<p>a<div>b</div>", "p(a)div(b)"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "ul(li(a)li(bul(li(c))))"),
        ("<table><tr><td>a<td>b<tr><td>c", "table(tr(td(a)td(b))tr(td(c)))"),
        ("<table><td>a<table><td>b</table>c</table>", "table(td(atable(td(b))c))"),
        ("a<br>b<img>c<hr/>d", "abr()bimg()chr()d"),
        ("<b>a</i>b</b>c", "b(ab)c"),
        ("&amp;&lt;&eacute;", "&<é"),
    ],
)
def test_tags_without_end_are_ended_as_in_html(html: str, expected: str) -> None:
    assert outline(read_tree(html)) == expected


def test_scripts_styles_comments_and_declarations_leave_no_words() -> None:
    html = "a<script>b</script><style>c</style><!-- d --><![if !supportLists]>e<![endif]><svg><p>f</p></svg>g"

    assert outline(read_tree(html)) == "aeg"


def test_a_comment_without_end_hides_the_rest() -> None:
    assert outline(read_tree("a<!-- b<p>c")) == "a"


def test_what_is_deeper_than_the_bound_stays_at_that_depth() -> None:
    node, depth = read_tree("<div>" * 500 + "words"), 0
    while node.elements:
        node, depth = node.elements[0], depth + 1

    assert depth <= MAX_DEPTH
    assert read_tree("<div>" * 500 + "words").words == "words"


@pytest.mark.parametrize("html", ["x" * (MAX_LENGTH + 1), "<a " * 2_000])
def test_what_is_too_long_or_never_closed_is_refused(html: str) -> None:
    with pytest.raises(PasteTooLong):
        read_tree(html)


@pytest.mark.parametrize(
    ("html", "expected"), [("<p hidden>", True), ("<p style='DISPLAY: none'>", True), ("<p>", False)]
)
def test_hidden_elements_are_known(html: str, expected: bool) -> None:
    assert read_tree(html).elements[0].is_hidden is expected


def test_styles_are_read_property_by_property_in_small_letters() -> None:
    node = read_tree('<p style="Font-Weight: BOLD; color:red ;mso-list:l0 level1">').elements[0]

    assert node.styles == {"font-weight": "bold", "color": "red", "mso-list": "l0 level1"}


def test_blocks_are_seen_through_inline_elements() -> None:
    outer = read_tree("<span><a><h2>x</h2></a></span><i><b>y</b></i>").elements

    assert [(node.is_block, node.holds_blocks) for node in outer] == [(False, True), (False, False)]
