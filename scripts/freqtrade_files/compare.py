"""What is expected of files."""

import pandas
import pyarrow

from candles import after
from table import Difference, expect, expect_equal

# What the data of a compressed column begins with, behind its length.
CODECS = {b"\x04\x22\x4d\x18": "lz4", b"\x28\xb5\x2f\xfd": "zstd"}


def expect_frame(frame, expected, what):
    """The same rows to the last bit, and the same types."""
    try:
        pandas.testing.assert_frame_equal(frame, expected, check_exact=True)
    except AssertionError as error:
        raise Difference(f"{what}: {error}") from None


def expect_seen(found, file, clock):
    """What a document of autoquant says of a file is what the exchange has."""
    rows = file.rows(clock)
    expected = {
        "pair": file.pair,
        "timeframe": file.timeframe,
        "candle_type": file.kind,
        "file": file.name,
        "rows": len(rows),
        "first": shown(rows[0][0]),
        "last": shown(rows[-1][0]),
        "gaps": _gaps(file, rows),
    }
    expect_equal({key: found[key] for key in expected}, expected, file.name)


def shown(moment):
    """A moment as autoquant's documents have it."""
    return str(pandas.Timestamp(moment, unit="ms", tz="UTC"))


def _gaps(file, rows):
    """The gaps between candles; rates have none."""
    gaps = []
    for (before, *_), (date, *_) in zip(rows, rows[1:]):
        missing, moment = [], after(file.timeframe, before)
        while moment < date and not file.is_funding:
            missing.append(shown(moment))
            moment = after(file.timeframe, moment)
        if missing:
            gaps.append({"from": missing[0], "to": missing[-1], "candles": len(missing)})
    return gaps


def pandas_reads(workspace, clock):
    """All files of a workspace are what the exchange has, in the types of FreqTrade."""
    for file in workspace.files:
        frame = pandas.read_feather(workspace.data / file.name)
        expect_frame(frame, file.frame(clock), file.name)
    return compared(workspace.files, clock)


def batches(path):
    """How each batch of rows is compressed."""
    found = []
    with path.open("rb") as file:
        # A magic word, and then a stream of messages.
        file.seek(8)
        for message in pyarrow.ipc.MessageReader.open_stream(file):
            if message.type == "record batch":
                magic = message.body[8:12].to_pybytes()
                found.append(CODECS.get(magic, "uncompressed"))
    return found


def compared(files, clock):
    """How much there was to compare."""
    rows = sum(len(file.rows(clock)) for file in files)
    return f"{len(files)} files, {rows} rows"
