"""What FreqTrade and pandas write, in autoquant."""

import re
import shutil
from itertools import zip_longest
from pathlib import Path

import freqtrade_side as freqtrade
from compare import batches, compared, expect_seen, pandas_reads
from table import expect, expect_equal

STRATEGIES = Path(__file__).resolve().parents[2] / "examples/strategies"

# Dates and compression of files that users have.
WRITTEN_BY_PANDAS = [
    ("ns", "lz4"),
    ("us", "lz4"),
    ("ms", "zstd"),
    ("ms", "uncompressed"),
    ("ns", "uncompressed"),
]


def check_theirs_to_ours(table, ours, folder, exchange, now, latest):
    """The same candles as in a workspace that autoquant has filled."""
    check = lambda what, *rest: table.check(ours.market, what, *rest)
    theirs = emptied(ours, folder / "theirs")
    check("FreqTrade writes: data show", freqtrade_writes, theirs, ours, now)
    if ours.market == "spot":
        check("run on FreqTrade's files, byte by byte", runs_alike, theirs, ours)
    else:
        check("funding rates in FreqTrade's older layout", legacy_rates, theirs, ours, now)
    for unit, codec in WRITTEN_BY_PANDAS:
        what = f"pandas writes: dates in {unit}, {codec}"
        check(what, written_by_pandas, theirs, ours, now, unit, codec)
    exchange.clock = latest
    half = emptied(ours, folder / "half")
    check("prepare completes FreqTrade's files", halves_completed, half, now, exchange)


def check_other_formats(table, ours, folder, now):
    """FreqTrade's other formats, where autoquant takes them over."""
    helped = ours.run("prepare", "--help").decode()
    for data_format in ["json", "jsongz", "parquet"]:
        what = f"prepare --from: FreqTrade's {data_format}"
        if re.search(r"^ +--from\b", helped, re.MULTILINE):
            workspace = emptied(ours, folder / data_format)
            source = folder / f"{data_format}-source"
            table.check(ours.market, what, taken_over, workspace, source, data_format, now)
        else:
            table.skip(ours.market, what, "there is no --from")


def emptied(workspace, folder):
    """A copy without candles; the rules of the markets stay."""
    copy = workspace.copy(folder)
    for path in [*copy.data.rglob("*.feather"), copy.data / "manifest.json"]:
        path.unlink()
    return copy


def expect_same_shown(theirs, ours, files, now):
    """`data show` says the same of both, their hashes of dates and values included."""
    for file in files:
        found, own = theirs.show(file), ours.show(file)
        expect_seen(found, file, now)
        del found["bytes"], own["bytes"]
        expect_equal(found, own, file.name)
    return compared(files, now)


def freqtrade_writes(theirs, ours, now):
    for file in theirs.files:
        freqtrade.download(theirs.data, file, now)
    return expect_same_shown(theirs, ours, theirs.files, now)


def written_by_pandas(theirs, ours, now, unit, codec):
    for file in theirs.files:
        frame = file.frame(now).astype({"date": f"datetime64[{unit}, UTC]"})
        frame.to_feather(theirs.data / file.name, compression=codec)
        expect_equal(set(batches(theirs.data / file.name)), {codec}, f"batches of {file.name}")
    return expect_same_shown(theirs, ours, theirs.files, now)


def legacy_rates(theirs, ours, now):
    files = [file for file in theirs.files if file.is_funding]
    for file in files:
        frame = freqtrade.legacy_funding(file.frame(now))
        frame.to_feather(theirs.data / file.name, compression="lz4", compression_level=9)
    return expect_same_shown(theirs, ours, files, now)


def runs_alike(theirs, ours):
    """The demo's strategies trade on both, and the same is said of it."""
    said = []
    for side in (ours, theirs):
        for strategy in STRATEGIES.glob("*.rhai"):
            shutil.copy(strategy, side.folder / "user_data/strategies")
        said.append(side.run("run"))
    for own, other in zip_longest(*(text.splitlines(keepends=True) for text in said)):
        expect_equal(other, own, "the first line that differs")
    trades = sum(map(int, re.findall(rb"^trade_count: +(\d+)", said[0], re.MULTILINE)))
    expect(trades > 0, "there is no trade")
    return f"{len(said[0])} bytes, {trades} trades"


def halves_completed(half, now, exchange):
    """FreqTrade's files are the later half: `prepare` adds what is before and behind."""
    for file in half.files:
        frame = file.frame(now)
        freqtrade.store(half.data, file, frame[len(frame) // 2 :])
    half.run("prepare", "--quiet")
    half.run("prepare", "--check", "--quiet")
    return pandas_reads(half, exchange.clock)


def taken_over(workspace, source, data_format, now):
    """`prepare --from` of a folder in another format."""
    for file in workspace.files:
        freqtrade.download(source, file, now, data_format)
    workspace.run("prepare", "--from", str(source), "--quiet")
    workspace.run("prepare", "--check", "--quiet")
    return pandas_reads(workspace, now)
