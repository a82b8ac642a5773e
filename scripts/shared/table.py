"""What was compared, a line for each check, and what differs."""

import traceback

# So much of what differs is told.
LONGEST = 1_500


class Difference(Exception):
    """What was found and is not as it should be, in words."""


class Table:
    """A line for each check; what differs is told at the end."""

    LINE = "{:<16} {:<52} {:<46} {}"

    def __init__(self, of):
        self.differences = []
        self._print(of, "check", "compared", "result")

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
