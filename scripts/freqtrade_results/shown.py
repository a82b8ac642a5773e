"""What FreqTrade prints of our results, and what `run` has said in its blocks."""

import re

from freqtrade_side import command, web
from results import results
from table import expect, expect_equal

# What a summary calls it, the block's key, and what it is multiplied with.
FIGURES = [
    (r"Total profit %", "total_profit_pct", 1),
    (r"Sharpe \(closed trades\)", "sharpe", 1),
    (r"Sortino \(closed trades\)", "sortino", 1),
    (r"Calmar \(closed trades\)", "calmar", 1),
    (r"Profit factor", "profit_factor", 1),
    (r"Absolute drawdown", "max_drawdown_pct", -1),
    (r"Sharpe \(daily wallet balance\)", "equity_sharpe", 1),
    (r"Absolute drawdown \(wallet balance\)", "equity_dd_pct", -1),
]


def check_shown(table, case, workspace, blocks):
    """All results of a workspace."""
    table.check(case, "a result for each block", all_are_there, workspace, blocks)
    for result in results(workspace):
        label = result.document["strategy"][result.strategies[0]]
        label = f"{result.meta[result.strategies[0]]['notes']} {label['timeframe']}"
        table.check(case, f"backtesting-show and blocks: {label}", shown, workspace, result, blocks)
        table.check(case, f"backtesting-analysis: {label}", analysed, workspace, result)
        table.check(case, f"web interface: {label}", served, workspace, result, blocks)
    table.check(case, "backtesting-show without a name", newest, workspace)
    table.check(case, "web interface: removal of one", removed, workspace)


def named(result):
    return "--backtest-filename", result.path.name


def all_are_there(workspace, blocks):
    expected = sorted(key for key in blocks if key[1] != "SUMMARY")
    found = [(name, entry["notes"]) for one in results(workspace) for name, entry in one.meta.items()]
    expect_equal(sorted(found), expected, "strategies and labels")
    return f"{len(found)} blocks in {len(results(workspace))} files"


def block_of(result, strategy, blocks):
    return blocks[strategy, result.meta[strategy]["notes"]]


def shown(workspace, result, blocks):
    text = command(workspace, "backtesting-show", "--show-pair-list", *named(result))
    expect(not text.startswith("fails"), text)
    parts = re.split(r"Result for strategy (\w+)", text)[1:]
    expect_equal(parts[::2], result.strategies, "strategies")
    compared = 0
    for strategy, part in zip(parts[::2], parts[1::2]):
        block = block_of(result, strategy, blocks)
        trades = re.search(r"│\s+TOTAL │\s+(\d+) │", part)[1]
        expect_equal(trades, block["trade_count"], f"trades of {strategy}")
        if trades == "0":
            expect("No trades made" in part, f"{strategy} has trades")
            continue
        for name, key, sign in FIGURES:
            cell = re.search(rf"│ {name}\s+│ ([^│]+?)\s+│", part)[1]
            number = float((re.search(r"\(([-\d.]+)%\)", cell) or re.match(r"([-\d.]+)", cell))[1])
            close = abs(number - sign * float(block[key])) <= 0.005 + 1e-4
            expect(close, f"{name} of {strategy}: {cell}, and {key} is {block[key]}")
            compared += 1
    return f"{len(result.strategies)} strategies, {compared} figures"


def analysed(workspace, result):
    groups = ["--analysis-groups", "0", "1", "2", "3", "4", "5"]
    columns = ["--indicator-list", "close", "rsi"]
    text = command(workspace, "backtesting-analysis", *groups, *columns, *named(result))
    expect(not text.startswith("fails") and "Cannot process" not in text, text)
    traded = [one for one in result.document["strategy"].values() if one["trades"]]
    for group in range(6):
        expect_equal(text.count(f"Group {group}:"), len(traded), f"group {group}")
    expect_equal(text.count("Indicators:"), len(traded), "indicators")
    return f"{len(traded)} strategies, {len(text.splitlines())} lines"


def served(workspace, result, blocks):
    client = web(workspace)
    for strategy in result.strategies:
        params = {"filename": result.path.stem, "strategy": strategy}
        answer = client.get("/backtest/history/result", params=params).raise_for_status().json()
        total = answer["backtest_result"]["strategy"][strategy]["total_trades"]
        block = block_of(result, strategy, blocks)
        expect_equal(str(total), block["trade_count"], f"trades of {strategy}")
        steps = []
        for what in ("market_change", f"{strategy}/wallet"):
            table = client.get(f"/backtest/history/{result.path.stem}/{what}").raise_for_status()
            steps.append(table.json()["length"])
        expect(min(steps) > 0, f"{steps}")
    return f"{len(result.strategies)} strategies, {steps} steps"


def newest(workspace):
    """The last one that was written is the one that is shown."""
    text = command(workspace, "backtesting-show")
    last = max(results(workspace), key=lambda result: result.path.stat().st_mtime_ns)
    expect_equal(text, command(workspace, "backtesting-show", *named(last)), "what is shown")
    return last.path.stem.removeprefix("backtest-result-")


def removed(workspace):
    """Whoever removes one removes no other."""
    before = results(workspace)
    left = web(workspace).delete(f"/backtest/history/{before[0].path.stem}").raise_for_status().json()
    expected = {one.path.stem for one in before[1:]}
    expect_equal({entry["filename"] for entry in left}, expected, "files")
    return f"{len(expected)} are left"
