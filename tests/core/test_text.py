"""Sentences with values: translated first, then filled in."""

import pytest

from lossstudio.core.text import Message, paragraph


@pytest.mark.parametrize(
    ("value", "spec", "shown"),
    [
        (1e-6, ":.3g", "1e-6"),
        (1.5e-12, "", "1.5e-12"),
        (1e300, ":.2e", "1.00e300"),
        (2e7, ":.2e", "2.00e7"),
        (0.25, ":.3g", "0.25"),
        (-4.60517, ":.4g", "−4.605"),
        (-0.25, "", "-0.25"),
        (10**6, "", "1000000"),
        ("run-1e-06.csv", "", "run-1e-06.csv"),
    ],
)
def test_numbers_are_written_as_in_the_boxes_and_names_as_they_are(value, spec, shown):
    assert str(Message("{value" + spec + "}", {"value": value})) == shown


def test_a_message_in_a_message_is_translated_too():
    words = {"{file}: {reason}": "{reason}（{file}）", "too large": "太大"}
    message = Message("{file}: {reason}", {"file": "a", "reason": Message("too large")})
    assert message.text(words.__getitem__) == "太大（a）"


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        ([], ""),
        (["", "One.", "", "Two."], "One. Two."),
        (["一。", "二！", "三？", "四。"], "一。二！三？四。"),
        (["（一。）", "二…", "3 = 3"], "（一。）二… 3 = 3"),
    ],
)
def test_sentences_stand_apart_as_their_language_has_it(sentences, text):
    assert paragraph(sentences) == text
