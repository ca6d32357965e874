"""Mobiledoc that is broken loses the broken section alone."""

import json

from blog.operations.moving_in.sources.ghost.mobiledoc_html import mobiledoc_html


def test_a_broken_section_is_left_out() -> None:
    sections = [[1, "p", [[0, [9], 0, "x"]]], [7], [], [1, "p", [[0, [], 0, "fine"]]]]

    assert mobiledoc_html(json.dumps({"sections": sections, "markups": []}), []) == "<p>fine</p>"
    assert mobiledoc_html("[]", []) == mobiledoc_html('{"sections": 5}', []) == ""
