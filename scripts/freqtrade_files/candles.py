"""Made-up candles, the same each time: each symbol is a random walk from its listing on."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from random import Random

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# Each interval, its length, and the shorter one that it is made of.
INTERVALS = {
    "1m": (MINUTE, None),
    "5m": (5 * MINUTE, "1m"),
    "1h": (HOUR, "5m"),
    "4h": (4 * HOUR, "1h"),
    "1d": (DAY, "4h"),
    "1w": (7 * DAY, "1d"),
    "1M": (30 * DAY, "1d"),
}


def utc(year, month, day, hour=0, minute=0, second=0):
    """Epoch milliseconds."""
    moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    return int(moment.timestamp()) * 1000


# Behind it there are no candles.
END = utc(2024, 2, 23)
LISTED = utc(2023, 10, 4, 7)
LISTED_LATE = utc(2024, 1, 24, 10)
OUTAGE = (utc(2024, 1, 17, 13), utc(2024, 1, 17, 15))
# Longer than a page of 1m candles, and than a day.
HALT = (utc(2024, 1, 25, 21), utc(2024, 1, 27, 3))


@dataclass(frozen=True)
class Symbol:
    """A market of the exchange. Prices are whole ticks of `places` decimals."""

    pair: str
    places: int
    start: int
    listed: int = LISTED
    outages: tuple = (OUTAGE,)
    funding_hours: int = 8

    @property
    def name(self):
        """What the exchange calls it: `BTCUSDT`."""
        return self.pair.split(":")[0].replace("/", "")


SPOT = {
    symbol.name: symbol
    for symbol in [
        Symbol("BTC/USDT", 2, 4_300_000),
        Symbol("ETH/USDT", 2, 230_000, listed=LISTED_LATE),
        Symbol("1000SATS/USDT", 8, 35_000, outages=(OUTAGE, HALT)),
    ]
}
FUTURES = {
    symbol.name: symbol
    for symbol in [
        Symbol("BTC/USDT:USDT", 1, 430_000),
        Symbol("ETH/USDT:USDT", 2, 230_000, listed=LISTED_LATE, funding_hours=4),
    ]
}


def floor(interval, moment):
    """The open time of the candle that a moment lies in: weeks begin on Monday."""
    if interval == "1M":
        return _first_of_month(moment)
    if interval == "1w":
        monday = 4 * DAY
        return moment - (moment - monday) % (7 * DAY)
    return moment - moment % INTERVALS[interval][0]


def after(interval, opened):
    """The open time of the next candle."""
    if interval == "1M":
        return _first_of_month(opened + 31 * DAY)
    return opened + INTERVALS[interval][0]


def _first_of_month(moment):
    date = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=moment)
    return utc(date.year, date.month, 1)


@cache
def candle_rows(symbol, interval, is_mark=False):
    """All candles as (open time, open, high, low, close, volume); volumes are in 0.00001."""
    shorter = INTERVALS[interval][1]
    if shorter is None:
        return _walk(symbol, is_mark)
    longer = []
    for opened, *row in candle_rows(symbol, shorter, is_mark):
        opened = floor(interval, opened)
        if longer and longer[-1][0] == opened:
            longer[-1] = _joined(longer[-1], row)
        else:
            longer.append((opened, *row))
    return longer


def _joined(candle, row):
    opened, first, high, low, _, volume = candle
    return (opened, first, max(high, row[1]), min(low, row[2]), row[3], volume + row[4])


def _walk(symbol, is_mark):
    rng = Random(f"{symbol.pair} {is_mark}")
    price, rows = symbol.start, []
    for opened in range(symbol.listed, END, MINUTE):
        if any(start <= opened < end for start, end in symbol.outages):
            continue
        close = max(1, round(price * (1 + rng.gauss(0, 0.0008))))
        reach = rng.random() * 0.0005
        high = round(max(price, close) * (1 + reach))
        low = max(1, round(min(price, close) * (1 - reach)))
        volume = 0 if is_mark else rng.randint(1, 9_999_999)
        if not is_mark and rng.random() < 0.02:
            # Nobody trades.
            close = high = low = price
            volume = 0
        rows.append((opened, price, high, low, close, volume))
        price = close
    return rows


@cache
def funding_rows(symbol):
    """All funding rates as (time, rate in 0.00000001); some are a few milliseconds late."""
    rng = Random(f"{symbol.pair} funding")
    step = symbol.funding_hours * HOUR
    first = -(-symbol.listed // step) * step
    late = [0, 0, 3, 0, 11, 0, 7]
    times = [time + late[at % len(late)] for at, time in enumerate(range(first, END, step))]
    return [(time, rng.choice([10_000, 10_000, rng.randint(-30_000, 50_000)])) for time in times]
