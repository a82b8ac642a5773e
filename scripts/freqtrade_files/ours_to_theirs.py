"""What autoquant writes, in pandas and in FreqTrade."""

import freqtrade_side as freqtrade
from candles import utc
from compare import batches, compared, expect_frame, pandas_reads, shown
from table import expect, expect_equal

# As many rows as pandas puts into a batch.
BATCH = 1 << 16


def check_ours_to_theirs(table, workspace, exchange):
    clock = exchange.clock
    for what, check in [
        ("prepare fetches what the exchange has", fetched),
        ("pandas.read_feather: rows and types", pandas_reads),
        ("pyarrow: lz4, and batches", pyarrow_reads),
        ("FreqTrade loads them", freqtrade_loads),
        ("FreqTrade loads a timerange of them", freqtrade_loads_a_part),
        ("FreqTrade's ohlcv_get_available_data", freqtrade_finds),
        ("FreqTrade's list-data", freqtrade_lists),
        ("FreqTrade's ohlcv_data_min_max", freqtrade_measures),
    ]:
        table.check(workspace.market, what, check, workspace, clock)


def fetched(workspace, clock):
    """`prepare` writes the files that it should, and none beside them."""
    workspace.run("prepare", "--quiet")
    paths = [path for path in workspace.data.rglob("*") if path.is_file()]
    names = {str(path.relative_to(workspace.data)) for path in paths} - {".prepare.lock"}
    expected = {file.name for file in workspace.files} | {"manifest.json", "markets.json"}
    expect_equal(names, expected, "files")
    return compared(workspace.files, clock)


def pyarrow_reads(workspace, clock):
    """All are compressed, and a long one has several batches."""
    found = {}
    for file in workspace.files:
        found[file.name] = batches(workspace.data / file.name)
        expected = -(-len(file.rows(clock)) // BATCH)
        expect_equal(found[file.name], ["lz4"] * expected, f"batches of {file.name}")
    return f"{len(found)} files, {sum(map(len, found.values()))} batches"


def as_freqtrade_has_it(file, clock):
    """In FreqTrade's memory rates have a second name."""
    frame = file.frame(clock)
    return frame.assign(open=frame["funding_rate"]) if file.is_funding else frame


def freqtrade_loads(workspace, clock):
    for file in workspace.files:
        expected = as_freqtrade_has_it(file, clock)
        expect_frame(freqtrade.load(workspace.data, file), expected, file.name)
        expect_frame(freqtrade.handler_load(workspace.data, file), expected, file.name)
    return compared(workspace.files, clock)


def freqtrade_loads_a_part(workspace, clock):
    """FreqTrade has a timerange looked for in the file itself, by its dates."""
    first, last = utc(2024, 2, 1), utc(2024, 2, 5)
    rows = 0
    for file in workspace.files:
        part = freqtrade.load(workspace.data, file, "20240201-20240205").reset_index(drop=True)
        is_in = [first <= row[0] <= last for row in file.rows(clock)]
        expected = as_freqtrade_has_it(file, clock)[is_in].reset_index(drop=True)
        if any(is_in):
            expect_frame(part, expected, file.name)
        expect_equal(len(part), len(expected), f"rows of {file.name}")
        rows += len(part)
    return f"{len(workspace.files)} files, {rows} rows"


def freqtrade_finds(workspace, _):
    expected = {(file.pair, file.timeframe, file.kind) for file in workspace.files}
    expect_equal(freqtrade.available(workspace.data, workspace.market), expected, "files")
    return f"{len(expected)} files"


def freqtrade_lists(workspace, clock):
    expected = set()
    for file in workspace.files:
        rows = file.rows(clock)
        first, last = (shown(row[0]).removesuffix("+00:00") for row in (rows[0], rows[-1]))
        expected.add((file.pair, file.timeframe, file.kind, first, last, str(len(rows))))
    expect_equal(freqtrade.list_data(workspace.data, workspace.market), expected, "lines")
    return f"{len(expected)} files"


def freqtrade_measures(workspace, clock):
    for file in workspace.files:
        rows = file.rows(clock)
        first, last, count = freqtrade.min_max(workspace.data, file)
        expected = shown(rows[0][0]), shown(rows[-1][0]), len(rows)
        expect_equal((str(first), str(last), count), expected, file.name)
        expect(first.tzinfo is not None, f"{file.name}: dates without a zone")
    return f"{len(workspace.files)} files"
