"""Files that autoquant begins, FreqTrade goes on with, and autoquant goes on with again."""

import freqtrade_side as freqtrade
from compare import batches, compared, expect_seen, pandas_reads
from ours_to_theirs import freqtrade_loads
from table import expect, expect_equal

# Files that FreqTrade adds to, and some that it writes again as they are.
CONTINUED = [
    ("BTC/USDT", "1m", "spot"),
    ("1000SATS/USDT", "1h", "spot"),
    ("BTC/USDT", "1d", "spot"),
    ("BTC/USDT:USDT", "1h", "futures"),
    ("BTC/USDT:USDT", "1h", "mark"),
    ("BTC/USDT:USDT", "1h", "funding_rate"),
    ("ETH/USDT:USDT", "1h", "funding_rate"),
]
AGAIN = [
    ("1000SATS/USDT", "1m", "spot"),
    ("BTC/USDT", "1M", "spot"),
    ("ETH/USDT:USDT", "1h", "futures"),
    ("ETH/USDT:USDT", "1h", "mark"),
]


def check_in_turn(table, workspace, exchange, later, latest):
    """FreqTrade goes on at one time, and autoquant at another one."""
    now, exchange.clock = exchange.clock, later
    check = lambda what, *rest: table.check(workspace.market, what, *rest)
    check("FreqTrade writes ours again: no change", written_again, workspace, now)
    check("FreqTrade adds to ours: data list", continued, workspace, now, later)
    check("prepare --check names those, prepare keeps off", named, workspace, now, later)
    check("prepare --accept takes them", accepted, workspace)
    exchange.clock = latest
    check("prepare goes on, pandas and FreqTrade load all", completed, workspace, exchange)


def among(workspace, keys):
    return [file for file in workspace.files if (file.pair, file.timeframe, file.kind) in keys]


def written_again(workspace, now):
    """The same rows in another file are no change, and it is a file of the same form."""
    files = among(workspace, AGAIN)
    for file in files:
        path = workspace.data / file.name
        bytes_before, schema, kinds = path.read_bytes(), freqtrade.schema(path), batches(path)
        freqtrade.store(workspace.data, file, freqtrade.load(workspace.data, file))
        expect(path.read_bytes() != bytes_before, f"{file.name} was not written")
        expect_equal(schema, freqtrade.schema(path), f"columns of {file.name}")
        expect_equal(kinds, batches(path), f"batches of {file.name}")
    workspace.run("prepare", "--check", "--quiet")
    return compared(files, now)


def continued(workspace, now, later):
    """FreqTrade adds rows, and `data list` has them."""
    files = among(workspace, CONTINUED)
    for file in files:
        expect(file.rows(now) != file.rows(later), f"{file.name} does not go on")
        freqtrade.download(workspace.data, file, later)
    found = {one["file"]: one for one in workspace.json("data", "list")["files"]}
    expect_equal(set(found), {file.name for file in workspace.files}, "files")
    for file in workspace.files:
        expect_seen(found[file.name], file, later if file in files else now)
    return compared(files, later)


def named(workspace, now, later):
    """`prepare --check` names those files and no others, and `prepare` leaves them alone."""
    names = {file.name for file in among(workspace, CONTINUED)}
    found = workspace.json("prepare", "--check", code=3)["files"]
    kinds = {one["file"]: [each["kind"] for each in one["findings"]] for one in found}
    changed = {name for name, each in kinds.items() if "changed" in each}
    expect_equal(changed, names, "changed")
    before = {name: (workspace.data / name).read_bytes() for name in names}
    workspace.run("prepare", "--quiet", code=3)
    for name in names:
        expect(name in workspace.said, f"prepare does not name {name}: {workspace.said}")
        expect((workspace.data / name).read_bytes() == before[name], f"prepare has written {name}")
    return f"{len(names)} files"


def accepted(workspace):
    workspace.run("prepare", "--accept", "--quiet")
    workspace.run("prepare", "--check", "--quiet")
    return f"{len(workspace.files)} files"


def completed(workspace, exchange):
    """All is what the exchange has, and only the ends and the gaps were asked for."""
    asked = len(exchange.questions)
    workspace.run("prepare", "--quiet")
    asked = len(exchange.questions) - asked
    pandas_reads(workspace, exchange.clock)
    freqtrade_loads(workspace, exchange.clock)
    gaps = sum(len(one["gaps"]) for one in workspace.json("prepare", "--check")["files"])
    most = 2 * (len(workspace.files) + gaps)
    expect(asked <= most, f"{asked} requests, and not {most} at most")
    return f"{compared(workspace.files, exchange.clock)}, {asked} requests"
