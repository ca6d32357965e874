"""Shortcodes become HTML; of a plugin's code the inside stays, and brackets of an author are words."""

import pytest

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.wordpress.shortcodes import replace_shortcodes


def replaced(text: str) -> tuple[str, list[str]]:
    losses: list[Loss] = []
    return replace_shortcodes(text, lambda attributes: f"<g {attributes.get('ids')}>", losses), [
        one.detail for one in losses
    ]


@pytest.mark.parametrize(
    ("text", "html", "lost"),
    [
        ('[caption id="a" width="300"]<img src="x.jpg"> By the quay[/caption]',
         '<figure class="wp-caption"><img src="x.jpg"><figcaption>By the quay</figcaption></figure>', []),
        (
            '[caption caption="Old &quot;words&quot; of it"]<img src="x.jpg">[/caption]',
            '<figure class="wp-caption"><img src="x.jpg"><figcaption>Old "words" of it</figcaption></figure>',
            [],
        ),
        ('[caption caption="Old"]<a href="x.jpg"><img src="x.jpg"></a>[/caption]',
         '<figure class="wp-caption"><a href="x.jpg"><img src="x.jpg"></a><figcaption>Old</figcaption></figure>', []),
        ('[gallery ids="1,2" columns="3"]', "<g 1,2>", []),
        ("[embed]https://youtu.be/a[/embed]", '<figure class="wp-block-embed">https://youtu.be/a</figure>', []),
        ('[audio mp3="https://a.example/x.mp3"][/audio]', '<audio src="https://a.example/x.mp3"></audio>', []),
        ('[vc_row width="1"]Words [bold]stay[/bold].[/vc_row]', "Words stay.", ["vc_row", "bold"]),
        ("[half]Left[/half][half_last]Right[/half_last]", "Left\n\nRight", ["half", "half_last"]),
        ("H[sub]2[/sub]O", "H2O", ["sub"]),
        ('[toggle title="May I?" open="1"]You may.[/toggle]', "You may.", ['toggle title="May I?"']),
        ('[vc_single_image image="902" img_size="full"]', "<g 902>", ["vc_single_image"]),
        ('[et_pb_image src="https://a.example/x.jpg" alt="A boat" /]',
         '<figure><img src="https://a.example/x.jpg" alt="A boat"></figure>', ["et_pb_image"]),
        ("[vc_raw_html]JTNDcCUzRVJhdyUyMHdvcmRzJTNDJTJGcCUzRQ==[/vc_raw_html]", "<p>Raw words</p>", ["vc_raw_html"]),
        ("[vc_raw_html]no base64[/vc_raw_html]", "no base64", ["vc_raw_html"]),
        ("[contact-form-7]", "", ["contact-form-7"]),
        ("[[gallery]] shows pictures", "[gallery] shows pictures", []),
        ("He said [sic] and [1] and [laughs] and [a](b)", "He said [sic] and [1] and [laughs] and [a](b)", []),
        ("[unclosed", "[unclosed", []),
    ],
)  # fmt: skip
def test_codes_are_replaced(text: str, html: str, lost: list[str]) -> None:
    assert replaced(text) == (html, lost)
