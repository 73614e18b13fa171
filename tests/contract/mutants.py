"""Formulas with one thing changed: a sign, a factor, a comparison, a branch, a function, a name."""

from collections.abc import Iterator

from tests.contract.tokens import Token

_OTHER = {
    "sign": {"+": "-", "-": "+", "<": ">", ">": "<", "≤": "<", "≥": ">", "/": "·", "·": "/"},
    "function": {
        "max": "min", "min": "max", "log": "exp", "tanh": "cosh", "cosh": "tanh", "sign": "tanh",
        "sqrt": "log",
    },
}  # fmt: skip


def mutants(tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Each change by itself, with what it is. The side left of the first = stays as it is."""
    first = next(k for k, token in enumerate(tokens) if token.text in ("=", "←")) + 1
    names = sorted({t.text for t in tokens[first:] if t.kind == "name"})
    for k in range(first, len(tokens)):
        token = tokens[k]
        before, after = tokens[:k], tokens[k + 1 :]
        other = _OTHER.get(token.kind, {}).get(token.text)
        if other:
            yield f"{k}: {token.text} → {other}", [*before, Token(token.kind, other), *after]
        if token.kind == "number":
            value = float(token.text)
            for number in {value + 1.0, 0.5 * value} - {value}:
                yield (
                    f"{k}: {token.text} → {number}",
                    [*before, Token("number", str(number)), *after],
                )
        if token.kind == "name" and not _is_index(tokens, k):
            for name in names:
                if name != token.text:
                    yield f"{k}: {token.text} → {name}", [*before, Token("name", name), *after]
            yield f"{k}: 2 {token.text}", [*before, Token("number", "2"), token, *after]
        if token.kind in ("name", "number") and not _is_index(tokens, k):
            yield f"{k}: without {token.text}", [*before, *after]
        if token.text == "-" or token.kind == "function":
            yield f"{k}: without {token.text}", [*before, *after]
    yield from _branches(tokens)


def is_in_comparison(tokens: list[Token], k: int) -> bool:
    """Token `k` stands in what one of several cases applies to, or in sign(…).

    Some changes there leave the values as they are: 2 u > 0 where u > 0, and both branches may give
    the same where they meet.
    """
    for at in range(k, -1, -1):
        token = tokens[at]
        if token == Token("function", "sign"):
            return not any(t.text == ")" for t in tokens[at:k])
        if token in (Token("sign", "&"), Token("word", "where")):
            return True
        if token.text in ("row", ",", "cases", "=", "aligned"):
            return token.text == "=" and is_in_comparison(tokens, at - 1)
    return False


def _is_index(tokens: list[Token], k: int) -> bool:
    return tokens[k - 1] == Token("sign", "_")


def _branches(tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The values of two neighbouring cases exchanged."""
    if Token("begin", "cases") not in tokens:
        return
    start = tokens.index(Token("begin", "cases")) + 1
    end = tokens.index(Token("end", "cases"))
    rows: list[list[Token]] = [[]]
    for token in tokens[start:end]:
        if token == Token("sign", "row"):
            rows.append([])
        else:
            rows[-1].append(token)
    halves = [(row[: row.index(Token("sign", "&"))], row[row.index(Token("sign", "&")) :])
              for row in rows]  # fmt: skip
    for k in range(len(rows) - 1):
        values = [value for value, _ in halves]
        values[k], values[k + 1] = values[k + 1], values[k]
        joined: list[Token] = []
        for n, (value, (_, when)) in enumerate(zip(values, halves, strict=True)):
            joined += [*([Token("sign", "row")] if n else []), *value, *when]
        yield f"cases {k + 1} and {k + 2} exchanged", [*tokens[:start], *joined, *tokens[end:]]
