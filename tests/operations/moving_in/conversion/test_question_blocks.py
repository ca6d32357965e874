"""What opens on a click becomes a question with its answer, whoever made it."""

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.sources.wordpress.block_comments import read_blocks_html

ACCORDION = """<!-- wp:accordion --><div class="wp-block-accordion"><!-- wp:accordion-item -->
<div class="wp-block-accordion-item"><!-- wp:accordion-heading --><h3 class="wp-block-accordion-heading">
<button type="button" class="wp-block-accordion-heading__toggle"><span class="wp-block-accordion-heading__toggle-title">
May I?</span><span class="wp-block-accordion-heading__toggle-icon" aria-hidden="true">+</span></button></h3>
<!-- /wp:accordion-heading --><div role="region" class="wp-block-accordion-panel"><p>You may.</p></div></div>
<!-- /wp:accordion-item --></div><!-- /wp:accordion -->"""


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>May I?</summary><p>You may.</p></details>",
        '<div class="kg-toggle-card"><h4 class="kg-toggle-heading-text">May I?</h4>'
        '<div class="kg-toggle-content"><p>You may.</p></div></div>',
        read_blocks_html(ACCORDION, lambda _number: "", []),
    ],
)
def test_it_is_a_question_with_its_answer(html: str) -> None:
    converted = convert_html(html)

    assert converted.write(lambda _one: "") == "::: questions\n### May I?\n\nYou may.\n:::"
    assert converted.losses == []


def test_without_an_answer_the_words_stay() -> None:
    assert convert_html("<details><summary>May I?</summary></details>").write(lambda _one: "") == "**May I?**"
