"""Made-up candles: a random walk with gaps, dead hours, jumps, and prices of varying precision."""

from datetime import datetime, timezone

START = int(datetime(2024, 1, 10, tzinfo=timezone.utc).timestamp())


def timeframe_minutes(timeframe):
    return int(timeframe[:-1]) * {"m": 1, "h": 60, "d": 1440}[timeframe[-1]]


def make_candles(rng, timeframe, decimals):
    """Rows of (epoch milliseconds, open, high, low, close, volume)."""
    step = timeframe_minutes(timeframe) * 60
    # The candles cross the end of a month, where prices may become coarser or finer.
    rows = rng.randint(300, 800)
    date = START + rng.choice([0, 0, 0, rng.randint(0, 60)]) * step
    later = min(decimals, rng.choice([decimals, decimals, max(decimals - 1, 1)]))
    month = int(datetime(2024, 2, 1, tzinfo=timezone.utc).timestamp())
    price = rng.choice([1.7, 23.0, 104.0, 2300.0])
    noise = rng.choice([0.003, 0.008, 0.02])
    table = []
    for _ in range(rows):
        places = decimals if date < month else later
        rounded = lambda value: round(max(value, 10.0**-places), places)  # noqa: B023
        jump = rng.gauss(0, noise * 6) if rng.random() < 0.01 else 0.0
        start = rounded(price * (1 + jump + (rng.gauss(0, noise / 4) if rng.random() < 0.3 else 0)))
        if rng.random() < 0.03:
            opened = high = low = close = start
            volume = 0.0
        else:
            opened = start
            close = rounded(opened * (1 + rng.gauss(0, noise)))
            high = rounded(max(opened, close) * (1 + abs(rng.gauss(0, noise / 2))))
            low = rounded(min(opened, close) * (1 - abs(rng.gauss(0, noise / 2))))
            high, low = max(high, opened, close), min(low, opened, close)
            volume = float(rng.randint(1, 5000))
        table.append((date * 1000, opened, high, low, close, volume))
        price = close
        date += step * (rng.randint(2, 6) if rng.random() < 0.01 else 1)
    return table
