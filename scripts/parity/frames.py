"""The candles around a moment, and what both sides' columns say there."""

import io

import autoquant_side
import pandas

SIGNALS = ["enter_long", "exit_long", "enter_short", "exit_short", "enter_tag", "exit_tag"]
PRICES = ["open", "high", "low", "close", "volume"]
BASE = ["date", *PRICES]
KINDS = {"mark": PRICES[:4], "funding_rate": ["funding_rate", "open"]}


class Recorded:
    """FreqTrade's frames with their signals, as its backtest makes them."""

    def __init__(self, strategy):
        self.by_pair = {}
        advise = strategy.ft_advise_signals

        def record(frame, metadata):
            advised = advise(frame, metadata)
            self.by_pair[metadata["pair"]] = advised.copy()
            return advised

        strategy.ft_advise_signals = record

    def of(self, pair):
        frame = self.by_pair.get(pair)
        return None if frame is None else _dated(frame)


def ours(binary, folder, script, pair, timerange):
    """autoquant's columns, or None where it does not tell them."""
    arguments = ["--timerange", timerange] if timerange else []
    done = autoquant_side.call(binary, folder, "inspect", str(script), "--pair", pair, "--csv", "-", "--quiet", *arguments)
    if done.returncode or not done.stdout:
        return None
    text = done.stdout[done.stdout.index("date,"):] if "date," in done.stdout else done.stdout
    return _dated(pandas.read_csv(io.StringIO(text), keep_default_na=False, na_values=["NaN", "nan", ""]))


def _dated(frame):
    return frame.assign(date=pandas.to_datetime(frame["date"], utc=True)).set_index("date")


def stored(data, pair, timeframe, kind=""):
    """A file of the workspace, or None."""
    stem = pair.replace("/", "_").replace(":", "_")
    name = f"futures/{stem}-{timeframe}-{kind}" if kind else f"{stem}-{timeframe}"
    path = data / f"{name}.feather"
    return _dated(pandas.read_feather(path)) if path.exists() else None


def signals(frame, date):
    """The signals of a row in a line; those that are off are left out."""
    if frame is None or date not in frame.index:
        return "(no row)"
    row = frame.loc[date]
    on = lambda value: isinstance(value, str) and value != "" or not isinstance(value, str) and value == value and value
    told = lambda value: value if isinstance(value, str) else f"{float(value):g}"
    return " ".join(f"{name}={told(row[name])}" for name in SIGNALS if name in row and on(row[name])) or "-"


def first_other_signal(theirs, ours, until):
    """The first date on which signals differ, of the rows that both have up to a date."""
    for date in theirs.index.intersection(ours.index):
        if date > until:
            return None
        if signals(theirs, date) != signals(ours, date):
            return date
    return None


def same_columns(theirs, ours, date):
    """(name, value, value, whether they are equal) of the columns that both have, but for candles and signals."""
    if date not in theirs.index or date not in ours.index:
        return
    for name in theirs.columns:
        if name in ours.columns and name not in [*BASE, *SIGNALS]:
            one, other = theirs.loc[date, name], ours.loc[date, name]
            yield name, one, other, _equal(one, other)


def _equal(one, other):
    try:
        one, other = float(one), float(other)
    except (TypeError, ValueError):
        return str(one) == str(other)
    return one == other or one != one and other != other or abs(one - other) <= 1e-9 * max(abs(one), abs(other))
