"""The Chinese texts name the same numbers and signs as the English ones."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.registry import WORDS
from lossstudio.engine.script.chinese import CODE
from lossstudio.resource_files import resource

FUNCTIONS = (
    "log", "exp", "cosh", "sinh", "tanh", "sigmoid", "softmax", "max", "min", "tau", "delta",
    "raw",
)  # fmt: skip
TOKEN = re.compile(
    r"(?<![A-Za-z])(?:" + "|".join(FUNCTIONS) + r"|[b-zB-Z])(?![A-Za-z])"
    r"|\d[\d,]*(?:\.\d+)?|[Α-Ωα-ω∂²³√Σ=<>|/*^+·]|(?<= )[-−](?= )|−"
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|[Α-Ωα-ω∂²³√Σ≤≥≈]")

OTHERWISE_IN_CODE = {
    # the note on the change of variable stands in the English text alone
    "As momentum, but the step goes": {"2013"},
    "The means start at 0.": {"β"},  # "a beta" in the prose
    "1 where a > 0, and 0 elsewhere": {"0"},  # "at z = 0 too" says the value again
}
OTHERWISE = {
    "0 below 0 and z above": {"0"},  # the slope "taken as 0" is said with its number
    "50 stopping distances": {"1920", "2", "20"},  # the 1920s, and degree 2, in words
    "Class &1 is": {"1"},  # the number is the key of the English text, and comes again as a key
    "Density and sugar content": {"3.0", "α"},  # the name of the data set
    "How many layers lie": {"0"},  # none
    "The hinge squared": {"1"},  # beyond 1 is said with its number
    "The learning rate is multiplied": {"γ"},  # "Below 1" names what
    "The squared error of the predicted": {"1", "1500"},  # 1,500 times less: 1/1500
    "Two inputs, after d2l": {"2"},  # the d2l of the book's name
    "Zhou's watermelons": {"3.0", "α"},  # the name of the data set
    "food (1000": {"1000"},  # thousands, by a word
    "income (1000": {"1000"},
}
"""Texts, by how they begin, and what one language says in words or says again."""


def mathematics(text, pattern):
    text = re.sub(r"\{[^}]*\}|<[^>]*>|&\w+;|'s\b", " ", text)
    return Counter(token.replace(",", "").replace("-", "−") for token in pattern.findall(text))


def differences(english, chinese, pattern, otherwise):
    one, other = mathematics(english, pattern), mathematics(chinese, pattern)
    known = next((may for begin, may in otherwise.items() if english.startswith(begin)), set())
    return {token for token in (one - other) + (other - one) if token not in known}


def messages():
    tree = ET.parse(resource("translations", "lossstudio_zh_CN.ts"))
    for message in tree.getroot().iter("message"):
        chinese = "".join(message.find("translation").itertext())
        yield message.findtext("source") or "", chinese


@pytest.mark.parametrize("english", CODE)
def test_comments_in_chinese_name_the_same_mathematics(english):
    assert differences(english, CODE[english], TOKEN, OTHERWISE_IN_CODE) == set()


def test_translations_name_the_same_numbers():
    wrong = {
        english: found
        for english, chinese in messages()
        if (found := differences(english, chinese, NUMBER, OTHERWISE))
    }
    assert wrong == {}


def test_entries_that_bring_their_words_name_the_same_numbers():
    assert LOSSES
    assert OPTIMIZERS
    brought = WORDS.get("zh_CN", {})
    wrong = {
        english: found
        for english, chinese in brought.items()
        if (found := differences(english, chinese, NUMBER, {}))
    }
    assert wrong == {}


def test_a_changed_comment_is_found():
    found = count = 0
    for english, chinese in CODE.items():
        for match in TOKEN.finditer(chinese):
            count += 1
            changed = chinese[: match.start()] + "7" + chinese[match.end() :]
            found += bool(differences(english, changed, TOKEN, OTHERWISE_IN_CODE))
    print(f"{count} changed comments, {found} found")
    assert count > 100
    assert found == count
