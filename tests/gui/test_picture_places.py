"""Pictures that are shown already stay where they were."""

import pytest

from lossstudio.gui.shell.picture_places import kept_in_place


@pytest.mark.parametrize(
    ("pictures", "before", "expected"),
    [
        ("ab", "", "ab"),
        ("ba", "ab", "ab"),
        ("bc", "ab", "cb"),
        ("ac", "ab", "ac"),
        ("b", "ab", "b"),
        ("cab", "ab", "abc"),
        ("bc", "abc", "cb"),
        ("cd", "ab", "cd"),
    ],
)
def test_a_picture_keeps_its_place(pictures, before, expected):
    assert "".join(kept_in_place(pictures, before)) == expected
