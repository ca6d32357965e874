"""Each question can be unfolded, and its answer holds whatever follows."""

from blog.text.markdown import render

TEXT = "::: questions\n### Who *pays*?\n\nAll.\n\n#### How\n\nBy card.\n\n### When?\n- soon\n:::"


def test_each_heading_of_the_first_level_is_a_question() -> None:
    html = render(TEXT).html

    assert html.count('<details class="question">') == html.count("</details>") == 2
    assert '<summary>\n<h2 id="section-who-pays">Who <em>pays</em>?</h2>\n</summary>\n<p>All.</p>' in html
    assert html.index("By card.") < html.index("</details>")


def test_what_stands_before_the_first_question_stays_before_it() -> None:
    html = render(TEXT.replace("### Who", "Ask us.\n### Who", 1)).html

    assert html.startswith('<div class="questions">\n<p>Ask us.</p>\n<details')


def test_without_a_question_there_is_nothing_to_unfold() -> None:
    assert render("::: questions\nwords\n:::").html == '<div class="questions">\n<p>words</p>\n</div>\n'


def test_headings_in_quotes_are_no_questions() -> None:
    assert render("::: questions\n> ### Said\n\n### Why?\n:::").html.count("<details") == 1


def test_a_heading_after_the_container_is_none_of_its_questions() -> None:
    html = render(f"{TEXT}\n\n### After").html

    assert html.rindex("</details>") < html.index("After")
