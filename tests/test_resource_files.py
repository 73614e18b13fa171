import pytest

from lossstudio import resource_files
from lossstudio.resource_files import resource


def test_finds_the_projects_resources():
    icon = resource("icons", "lossstudio.svg")
    assert icon.read_text(encoding="utf-8").startswith("<svg")


def test_missing_resource_is_named():
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resource("icons", "nothing.svg")


def test_what_lies_in_the_package_comes_first(tmp_path, monkeypatch):
    inside, beside = tmp_path / "inside", tmp_path / "beside"
    for place in (inside, beside):
        place.mkdir()
        (place / "both.txt").write_text(place.name)
    (beside / "one.txt").write_text("beside")
    monkeypatch.setattr(resource_files, "_PLACES", (inside, beside))
    assert resource("both.txt").read_text() == "inside"
    assert resource("one.txt").read_text() == "beside"
