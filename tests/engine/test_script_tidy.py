"""Lines are broken where Python lets them be, whichever Python breaks them."""

import ast
import io
import tokenize

from lossstudio.engine.script.tidy import tidy, whole_strings

LINE = (
    'print(f"step {len(history) - 1}: train loss {train_loss:.15g}, test loss {test_loss:.15g}", '
    "f'{a[1, 2]!r:>{width}} and {f\"{b}\"}', last.tolist(), end='')"
)


def test_a_long_line_means_the_same_when_it_is_broken():
    lines = tidy([LINE])
    assert len(lines) > 3
    assert ast.dump(ast.parse("\n".join(lines))) == ast.dump(ast.parse(LINE))


def test_a_string_with_fields_is_one_token():
    tokens = list(whole_strings(tokenize.generate_tokens(io.StringIO(LINE).readline)))
    strings = [token for token in tokens if token.type == tokenize.STRING]
    texts = [LINE[token.start[1] : token.end[1]] for token in strings]
    assert len(texts) == 3
    assert texts[0].startswith('f"step {')
    assert texts[0].endswith(':.15g}"')
    assert texts[1].startswith("f'{a[1, 2]")
    assert texts[1].endswith("}'")
