"""What stands in a heading or a link moves out of it; what the parser leaves out is named."""

from blog.operations.moving_in.conversion.html_body import convert_html


def test_a_picture_in_a_link_with_words_stands_apart() -> None:
    converted = convert_html("<p><a href='https://a.example/'><img src='/q.jpg'> Words</a></p>", "https://o.example")

    assert converted.write(lambda one: "![](picture:q)") == "[Words](https://a.example/)\n\n![](picture:q)"


def test_elements_that_are_left_out_are_named() -> None:
    losses = convert_html("<p>a<svg><path/></svg></p><math>x</math><style>b</style>").losses

    assert {(loss.kind.value, loss.detail) for loss in losses} == {("picture", "<svg>"), ("formula", "<math> x")}


def test_words_of_what_is_left_out_are_named() -> None:
    losses = convert_html("<p>a</p><form><button>Send\n it</button><select><option>One</select></form>").losses

    assert [loss.detail for loss in losses] == ["<button> Send it", "<select> One"]


def test_what_was_struck_stays_struck() -> None:
    html = '<p>At <del datetime="2019-03-04T10:00:00">ten</del> <ins datetime="2019-03-04T10:00:00">eleven</ins>.</p>'

    assert convert_html(html).write(lambda _one: "") == "At ~~ten~~ eleven."


def test_a_picture_behind_words_stands_before_them() -> None:
    cover = '<div class="wp-block-cover" style="background-image:url(/q.jpg)"><p>Words</p></div>'
    card = '<div class="kg-header-card" data-kg-background-image="/q.jpg"><h2>Words</h2></div>'

    for html in (cover, card):
        shown = convert_html(html, "https://o.example").write(lambda one: f"![]({one.address})")
        assert shown.startswith("![](https://o.example/q.jpg)\n\n")


def test_what_a_player_says_of_itself_is_no_word() -> None:
    html = '<figure class="kg-video-card"><video src="/v.mp4"></video><div class="kg-video-overlay">0:00</div></figure>'
    converted = convert_html(html, "https://o.example")

    assert "0:00" not in converted.write(lambda _one: "")
    assert converted.words == []


def test_links_to_forms_for_signing_up_lead_nowhere_and_are_named() -> None:
    html = '<p>Please <a href="/#/portal/signup">join</a>.</p><a class="kg-btn" href="#/portal">Join now</a>'
    converted = convert_html(html, "https://o.example")

    assert converted.write(lambda _one: "") == "Please join."
    assert [(loss.kind.value, loss.detail) for loss in converted.losses] == [
        ("link", "/#/portal/signup"),
        ("widget", "Join now"),
    ]
