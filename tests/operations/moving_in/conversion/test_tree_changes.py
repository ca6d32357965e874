"""What stands in a heading or a link moves out of it; what the parser leaves out is named."""

from blog.operations.moving_in.conversion.html_body import convert_html


def test_a_picture_in_a_link_with_words_stands_apart() -> None:
    converted = convert_html("<p><a href='https://a.example/'><img src='/q.jpg'> Words</a></p>", "https://o.example")

    assert converted.write(lambda one: "![](picture:q)") == "[Words](https://a.example/)\n\n![](picture:q)"


def test_elements_that_are_left_out_are_named() -> None:
    losses = convert_html("<p>a<svg><path/></svg></p><math>x</math><style>b</style>").losses

    assert {(loss.kind.value, loss.detail) for loss in losses} == {("picture", "<svg>"), ("formula", "<math>")}
