"""FreqTrade's own code on folders of candles. Nothing of it asks an exchange."""

import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas
import pyarrow
from freqtrade.configuration import TimeRange
from freqtrade.data.converter import ohlcv_to_dataframe
from freqtrade.data.history import get_datahandler, load_pair_history
from freqtrade.data.history.history_utils import _download_pair_history
from freqtrade.enums import CandleType, TradingMode


class Complaints(logging.Handler):
    """What FreqTrade says where it cannot read a file as it would: it goes on without an error."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.words = []

    def emit(self, record):
        message = record.getMessage()
        if record.levelno >= logging.ERROR or "Unable to use Arrow" in message:
            self.words.append(message)


def complaints():
    """Collects them from now on."""
    handler = Complaints()
    logger = logging.getLogger("freqtrade")
    logger.addHandler(handler)
    logger.propagate = False
    return handler


def kind_of(file):
    return CandleType.from_string(file.kind)


def load(folder, file, timerange=None):
    """The rows that FreqTrade works with, gaps not filled."""
    timerange = TimeRange.parse_timerange(timerange) if timerange else None
    return load_pair_history(
        file.pair,
        file.timeframe,
        folder,
        timerange=timerange,
        fill_up_missing=False,
        data_format="feather",
        candle_type=kind_of(file),
    )


def handler_load(folder, file):
    """The same through the handler alone."""
    handler = get_datahandler(folder, "feather")
    return handler.ohlcv_load(file.pair, file.timeframe, kind_of(file), fill_missing=False)


def store(folder, file, frame):
    """Writes rows as FreqTrade does."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = get_datahandler(folder, "feather")
    handler.ohlcv_store(file.pair, file.timeframe, frame, kind_of(file))


def download(folder, file, clock, data_format="feather"):
    """What `freqtrade download-data` does to a file, new or not, with the exchange's answer."""
    folder.mkdir(parents=True, exist_ok=True)
    done = _download_pair_history(
        file.pair,
        datadir=folder,
        exchange=_Answers(file, clock),
        timeframe=file.timeframe,
        data_handler=get_datahandler(folder, data_format),
        candle_type=kind_of(file),
    )
    if not done:
        raise RuntimeError(f"FreqTrade could not write {file.name}")


class _Answers:
    """Stands where FreqTrade has its exchange."""

    def __init__(self, file, clock):
        self.file, self.clock = file, clock

    def get_historic_ohlcv(self, pair, timeframe, since_ms, is_new_pair, candle_type, until_ms):
        """The rows since a time, all of them for a new pair."""
        rows = self.file.rows(self.clock)
        rows = [row for row in rows if is_new_pair or row[0] >= since_ms]
        return ohlcv_to_dataframe(
            rows,
            timeframe,
            pair,
            fill_missing=False,
            drop_incomplete=False,
            candle_type=candle_type,
        )


def available(folder, market):
    """The files that FreqTrade sees, as (pair, timeframe, kind)."""
    handler = get_datahandler(folder, "feather")
    found = handler.ohlcv_get_available_data(folder, TradingMode(market))
    return {(pair, timeframe, str(kind)) for pair, timeframe, kind in found}


def min_max(folder, file):
    """The first and the last date, and how many rows there are."""
    handler = get_datahandler(folder, "feather")
    return handler.ohlcv_data_min_max(file.pair, file.timeframe, kind_of(file))


def list_data(folder, market):
    """The lines of `freqtrade list-data` without the head, as tuples of texts."""
    command = [
        Path(sys.executable).with_name("freqtrade"),
        "list-data",
        "--datadir", folder,
        "--exchange", "binance",
        "--trading-mode", market,
        "--data-format-ohlcv", "feather",
        "--show-timerange",
    ]  # fmt: skip
    wide = os.environ | {"COLUMNS": "200"}
    with tempfile.TemporaryDirectory() as user:
        command += ["--userdir", user]
        done = subprocess.run(command, capture_output=True, text=True, env=wide, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"freqtrade list-data ended with {done.returncode}: {done.stderr}")
    lines = [line for line in done.stdout.splitlines() if line.startswith("│")]
    return {tuple(cell.strip() for cell in line.strip("│").split("│")) for line in lines}


def schema(path):
    """The columns of a file and their types."""
    return pyarrow.ipc.open_file(path).schema.remove_metadata()


def legacy_funding(frame):
    """Funding rates as FreqTrade kept them before it had a layout for them."""
    rates = frame["funding_rate"]
    nothing = pandas.Series(0.0, index=frame.index)
    columns = {"open": rates, "high": nothing, "low": nothing, "close": nothing, "volume": nothing}
    return pandas.DataFrame({"date": frame["date"], **columns})
