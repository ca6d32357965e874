"""What posts show or link to is known by number or by the name of any size; the rest is said to be left there."""

import pytest

from blog.operations.moving_in.sources.wordpress.attachment_uses import AttachmentUses

ADDRESS = "https://old.example.org/wp-content/uploads/2019/03/Quay%20one.jpg"


@pytest.mark.parametrize(
    "text",
    [
        '<img class="alignleft wp-image-12" src="elsewhere">',
        '<!-- wp:image {"id":12,"sizeSlug":"large"} -->',
        '<!-- wp:gallery {"ids":[11,12]} -->',
        '[gallery columns="2" ids="11, 12"]',
        '[vc_single_image image="12"]',
        '<img src="/wp-content/uploads/2019/03/Quay%20one-300x200.jpg">',
        '<a href="https://old.example.org/wp-content/uploads/2019/03/quay%20one-scaled.jpg">large</a>',
    ],
)
def test_it_is_known_by_number_and_by_name(text: str) -> None:
    uses = AttachmentUses()
    uses.note("1", text)

    assert uses.has("12", ADDRESS, "-")
    assert not uses.has("13", "https://old.example.org/other.jpg", "1")


def test_a_gallery_without_numbers_shows_what_belongs_to_its_post() -> None:
    uses = AttachmentUses()
    uses.note("1", 'Words [gallery columns="2"] words')

    assert (uses.has("12", ADDRESS, "1"), uses.has("12", ADDRESS, "2")) == (True, False)
