"""What is said of a file that cannot be read is the same on every system and every Python."""

import errno

import pytest

from lossstudio.core.file_system import host_of, is_file, is_folder, reason_of


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOENT, "No such file or directory"),
        (errno.EACCES, "Permission denied"),
        (errno.ENOSPC, "No space left on device"),
        (errno.ENAMETOOLONG, "File name too long"),
    ],
)
def test_the_systems_words_do_not_matter(number, expected):
    for words in (
        "Datei nicht gefunden",
        "系统找不到指定的文件。",
        "",
    ):
        assert str(reason_of(OSError(number, words, "file"))) == expected


def test_what_is_rare_is_told_in_the_systems_words():
    assert str(reason_of(OSError(12345, "strange {braces}"))) == "strange {braces}"
    assert str(reason_of(OSError("only words"))) == "only words"


def test_a_name_that_no_file_can_have_is_no_file(tmp_path):
    (tmp_path / "plain").touch()
    assert is_file(tmp_path / "plain")
    assert not is_folder(tmp_path / "plain")
    assert is_folder(tmp_path)
    for name in ("x" * 5000, "a\0b", "plain/below"):
        assert not is_file(tmp_path / name)
        assert not is_folder(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("//host/share/t.csv", "host"),
        (r"\\Host\share\t.csv", "host"),
        (r"\/host/share", "host"),
        ("///host/share", "host"),
        (r"\\?\UNC\host\share\t.csv", "?"),
        ("t.csv", None),
        ("a//b/t.csv", None),
        ("/home/me/t.csv", None),
        (r"\t.csv", None),
        (r"C:\data\t.csv", None),
        ("C:/data//t.csv", None),
    ],
)
def test_the_computer_that_a_path_leads_to(name, host):
    assert host_of(name) == host
