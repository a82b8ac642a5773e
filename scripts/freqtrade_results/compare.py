"""What is expected, and the table of what was compared."""

import math
import traceback

import pandas

# So much of what differs is told.
LONGEST = 1_500


class Difference(Exception):
    """What was found and is not as it should be, in words."""


class Table:
    """A line for each check; what differs is told at the end."""

    LINE = "{:<16} {:<52} {:<46} {}"

    def __init__(self):
        self.differences = []
        self._print("case", "check", "compared", "result")

    def check(self, case, what, check, *arguments):
        """Runs a check: it says what it has compared, or raises what differs."""
        try:
            self._print(case, what, check(*arguments), "same")
        except Difference as difference:
            self._differs(case, what, str(difference))
        except Exception:
            self._differs(case, what, traceback.format_exc()[-LONGEST:])

    def skip(self, case, what, why):
        """Says that a check is not run."""
        self._print(case, what, why, "not run")

    def _differs(self, case, what, words):
        self.differences.append(f"{case}, {what}:\n{words[:LONGEST]}")
        self._print(case, what, "", "DIFFERS")

    def _print(self, *cells):
        print(self.LINE.format(*cells), flush=True)


def expect(is_so, words):
    if not is_so:
        raise Difference(words)


def expect_equal(found, expected, what):
    expect(found == expected, f"{what}: {found!r}\nand not {expected!r}")


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
