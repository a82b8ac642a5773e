"""What is expected of results."""

import math

import pandas

from table import Difference, expect, expect_equal


def expect_close(found, expected, what):
    """Sums are added in another order: nine digits are the same."""
    is_close = math.isclose(found, expected, rel_tol=1e-9, abs_tol=0)
    expect(is_close, f"{what}: {found!r}\nand not {expected!r}")


def expect_document(found, expected, what):
    """The same keys and values; returns how many values there are. A whole number may be a float."""
    if isinstance(expected, dict) and isinstance(found, dict):
        expect_equal(sorted(found), sorted(expected), f"keys of {what}")
        return sum(expect_document(found[key], expected[key], f"{what}.{key}") for key in expected)
    if isinstance(expected, list) and isinstance(found, list):
        expect_equal(len(found), len(expected), f"length of {what}")
        pairs = enumerate(zip(found, expected))
        return sum(expect_document(one, other, f"{what}[{at}]") for at, (one, other) in pairs)
    if _is_number(found) and _is_number(expected):
        expect_close(found, expected, what)
    else:
        expect(type(found) is type(expected), f"{what}: {found!r}\nand not {expected!r}")
        expect_equal(found, expected, what)
    return 1


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def expect_frame(frame, expected, what, check_dtype=True):
    """The same rows, numbers to nine digits; returns how many there are."""
    try:
        pandas.testing.assert_frame_equal(frame, expected, rtol=1e-9, atol=0, check_dtype=check_dtype)
    except AssertionError as error:
        raise Difference(f"{what}: {error}") from None
    return len(frame)


def expect_same_text(found, expected, what):
    """The same lines; returns how many there are."""
    lines, others = found.splitlines(), expected.splitlines()
    for line, other in zip(lines, others):
        expect(line == other, f"{what}: {line}\nand not {other}")
    expect_equal(len(lines), len(others), f"lines of {what}")
    return len(lines)
