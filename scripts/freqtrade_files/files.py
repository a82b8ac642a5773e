"""Which files there are to be, and what the exchange says is in them."""

from dataclasses import dataclass
from functools import cache

import pandas

from candles import FUTURES, INTERVALS, SPOT, Symbol, after, candle_rows, floor, funding_rows, utc
from exchange import funding_rate, kline

# The timerange of the configs, and how many candles are fetched before it for warm-up.
TIMERANGE = "20240101-"
BEGINNING = utc(2024, 1, 1)
WARM_UP = 500

CANDLE_COLUMNS = ["date", "open", "high", "low", "close", "volume"]
FUNDING_COLUMNS = ["date", "funding_rate"]

SPOT_TIMEFRAMES = ["1m", "5m", "1h", "4h", "1d", "1w", "1M"]
FUTURES_TIMEFRAMES = ["5m", "1h", "1d"]


@dataclass(frozen=True)
class CandleFile:
    """A file of candles. Its kind is FreqTrade's: spot, futures, mark, funding_rate."""

    symbol: Symbol
    timeframe: str
    kind: str

    @property
    def pair(self):
        return self.symbol.pair

    @property
    def name(self):
        """Below the folder of candles, as FreqTrade calls it."""
        pair = self.pair.replace("/", "_").replace(":", "_")
        name = f"{pair}-{self.timeframe.replace('M', 'Mo')}"
        return f"{name}.feather" if self.kind == "spot" else f"futures/{name}-{self.kind}.feather"

    @property
    def is_funding(self):
        return self.kind == "funding_rate"

    @property
    def columns(self):
        return FUNDING_COLUMNS if self.is_funding else CANDLE_COLUMNS

    def start(self):
        """The first moment that is asked for."""
        if self.kind in ("mark", "funding_rate"):
            return BEGINNING
        return floor(self.timeframe, BEGINNING - WARM_UP * INTERVALS[self.timeframe][0])

    @cache
    def rows(self, clock):
        """What the exchange says at a time, in the types of a table: only what is over."""
        return self._rates(clock) if self.is_funding else self._candles(clock)

    def _candles(self, clock):
        found = candle_rows(self.symbol, self.timeframe, self.kind == "mark")
        found = [row for row in found if row[0] >= self.start()]
        found = [row for row in found if after(self.timeframe, row[0]) <= clock]
        found = [kline(self.symbol, self.timeframe, row, clock) for row in found]
        return [[row[0], *map(float, row[1:6])] for row in found]

    def _rates(self, clock):
        found = [row for row in funding_rows(self.symbol) if self.start() <= row[0] < clock]
        found = [funding_rate(self.symbol, row) for row in found]
        # A payment that is some milliseconds late is kept at its second.
        second = [row["fundingTime"] // 1000 * 1000 for row in found]
        return [[time, float(row["fundingRate"])] for time, row in zip(second, found)]

    def frame(self, clock):
        """The same, as pandas is to read it."""
        frame = pandas.DataFrame(self.rows(clock), columns=self.columns)
        dates = pandas.to_datetime(frame["date"], unit="ms", utc=True)
        return frame.assign(date=dates.astype("datetime64[ms, UTC]"))


def _files(markets, timeframes, kind):
    return [CandleFile(symbol, each, kind) for symbol in markets.values() for each in timeframes]


SPOT_FILES = _files(SPOT, SPOT_TIMEFRAMES, "spot")
FUTURES_FILES = [
    *_files(FUTURES, FUTURES_TIMEFRAMES, "futures"),
    *_files(FUTURES, ["1h"], "mark"),
    *_files(FUTURES, ["1h"], "funding_rate"),
]
