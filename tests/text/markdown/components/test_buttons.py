"""A link alone in its paragraph can look like a button."""

import pytest

from blog.text.markdown import render


def test_a_button_is_a_link_in_a_paragraph_of_its_own() -> None:
    rendered = render("[Buy **a** ticket](https://e.org/t){.button}")

    assert rendered.html == (
        '<p class="action"><a href="https://e.org/t" rel="noopener external" class="action__link">'
        "Buy <strong>a</strong> ticket</a></p>\n"
    )
    assert (rendered.text, rendered.word_count) == ("Buy a ticket", 3)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_button_leads_nowhere_that_a_link_may_not(address: str) -> None:
    assert "href" not in render(f"[Press]({address}){{.button}}").html
