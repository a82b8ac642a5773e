"""The same backtest exported by both: all that is in it, and all that FreqTrade makes of it."""

from compare import expect_document, expect_frame, expect_same_text
from table import expect, expect_equal
from freqtrade_side import command, web
from results import results

# When something was run, and what a run is called.
OF_THE_RUN = ["backtest_run_start_ts", "backtest_run_end_ts"]

# FreqTrade counts the decimals of prices in the candles that it is given, and leaves that behind.
LEFT_BEHIND = ["open_count", "high_count", "low_count", "close_count", "max_count"]

# Columns that a golden strategy of FreqTrade's has, and its port does not need.
OF_THE_CLASS = {"Collisions": ["hour"]}

PERIODS = ["day", "week", "month", "year", "weekday"]
GROUPS = ["0", "1", "2", "3", "4", "5"]


def check_both(table, case, ours, theirs):
    (own,), (other,) = results(ours), results(theirs)
    (strategy,) = other.strategies
    for what, check, *arguments in [
        ("every key and value of the strategy", documents, own, other),
        ("meta: keys and values", metas, own, other),
        ("market_change.feather", market_changes, own, other),
        ("wallet.feather", wallets, own, other, strategy),
        *[(f"{name}.pkl", candles, own, other, strategy, name) for name in ("signals", "rejected", "exited")],
        ("backtesting-show", printed, ours, theirs, "backtesting-show"),
        ("backtesting-show: pairs", printed, ours, theirs, "backtesting-show", "--show-pair-list"),
        ("backtesting-show: periods", printed, ours, theirs, "backtesting-show", "--breakdown", *PERIODS),
        ("backtesting-analysis: groups", analysed, ours, theirs, "--analysis-groups", *GROUPS),
        ("backtesting-analysis: indicators", analysed, ours, theirs, "--indicator-list", *indicators(other, strategy)),
        ("backtesting-analysis: rejected", printed, ours, theirs, "backtesting-analysis", "--rejected-signals"),
        ("web: history", histories, ours, theirs),
        ("web: result", answers, ours, theirs, "result"),
        ("web: market change", answers, ours, theirs, "market_change"),
        ("web: wallet", answers, ours, theirs, "wallet"),
    ]:
        table.check(case, what, check, *arguments)


def documents(own, other):
    for document in (own.document, other.document):
        for strategy in document["strategy"].values():
            for key in OF_THE_RUN:
                expect(isinstance(strategy.pop(key), int), key)
    return f"{expect_document(own.document, other.document, 'document')} values"


def metas(own, other):
    (name,) = other.meta
    mine, theirs = dict(own.meta[name]), dict(other.meta[name])
    # Both are of the run; a label is told as a note.
    expect_equal(mine.pop("notes"), "full", "notes")
    for key in ("run_id", "backtest_start_time"):
        expect(type(mine.pop(key)) is type(theirs.pop(key)), key)
    return f"{expect_document(mine, theirs, 'meta')} values"


def market_changes(own, other):
    name = "market_change"
    return f"{expect_frame(own.feather(name), other.feather(name), name)} rows"


def wallets(own, other, strategy):
    name = f"{strategy}_wallet"
    # In FreqTrade's the unit is microseconds; whoever reads them takes milliseconds.
    expected = other.feather(name).astype({"date": "datetime64[ms, UTC]"})
    return f"{expect_frame(own.feather(name), expected, name)} rows"


def candles(own, other, strategy, name):
    found, expected = own.candles(name)[strategy], other.candles(name)[strategy]
    expect_equal(set(found), set(expected), "pairs")
    rows = 0
    for pair, frame in expected.items():
        without = [*LEFT_BEHIND, *OF_THE_CLASS.get(strategy, [])]
        frame = frame.drop(columns=without, errors="ignore").reset_index(drop=True)
        # Their order is that of their writing, and merged ones come last in ours.
        expect_equal(set(found[pair]), set(frame), f"columns of {name} of {pair}")
        rows += expect_frame(found[pair][list(frame)], frame, f"{name} of {pair}")
    return f"{rows} rows"


def indicators(other, strategy):
    """The columns of a frame beside those of the candles."""
    without = [*LEFT_BEHIND, *OF_THE_CLASS.get(strategy, []), "date"]
    frames = other.candles("signals")[strategy].values()
    return [name for name in max(frames, key=len).columns if name not in without]


def printed(ours, theirs, *words):
    lines = expect_same_text(command(ours, *words), command(theirs, *words), words[0])
    ends = command(theirs, *words)
    return ends[:46] if ends.startswith("fails") else f"{lines} lines"


def analysed(ours, theirs, *words):
    found = command(ours, "backtesting-analysis", *words)
    expect(not found.startswith("fails"), found)
    expect("Cannot process" not in found, found)
    expected = command(theirs, "backtesting-analysis", *words)
    return f"{expect_same_text(found, expected, 'analysis')} lines"


def histories(ours, theirs):
    found, expected = (web(side).get("/backtest/history").json() for side in (ours, theirs))
    for entry in (*found, *expected):
        for key in ("filename", "run_id", "backtest_start_time", "notes"):
            entry.pop(key)
    return f"{expect_document(found, expected, 'history')} values"


def answers(ours, theirs, what):
    found, expected = (answer(side, what) for side in (ours, theirs))
    for side in (found, expected):
        # When something was run is told in several places.
        result = side.get("backtest_result", {})
        result.pop("metadata", None)
        for strategy in result.get("strategy", {}).values():
            for key in OF_THE_RUN:
                strategy.pop(key)
    return f"{expect_document(found, expected, what)} values"


def answer(side, what):
    client = web(side)
    entry = client.get("/backtest/history").json()[0]
    file, strategy = entry["filename"], entry["strategy"]
    if what == "result":
        return client.get("/backtest/history/result", params=entry).raise_for_status().json()
    path = f"{strategy}/wallet" if what == "wallet" else what
    return client.get(f"/backtest/history/{file}/{path}").raise_for_status().json()
