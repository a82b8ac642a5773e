"""Made-up mark candles and funding rates of perpetuals."""

from candles import START

HOUR = 3600 * 1000


def make_mark(rng, candles, decimals):
    """Candles of an hour that go beside those of the pair; a few are missing."""
    first, last = candles[0][0], candles[-1][0]
    first += rng.choice([0, 0, -5, -30, 40]) * HOUR
    places = rng.choice([decimals, decimals + 2, 8])
    noise = rng.choice([0.0005, 0.002])
    at, table = 0, []
    for date in range(first - first % HOUR, last + rng.choice([0, 5, -20]) * HOUR, HOUR):
        while at + 1 < len(candles) and candles[at + 1][0] <= date:
            at += 1
        if rng.random() < 0.005:
            continue
        opened = round(candles[at][1] * (1 + rng.gauss(0, noise)), places)
        close = round(opened * (1 + rng.gauss(0, noise)), places)
        table.append((date, opened, max(opened, close), min(opened, close), close, 0.0))
    return table


def make_funding(rng, candles, hours):
    """Rows of (epoch milliseconds, rate): every so many hours; a few are missing, and in some the clock is late."""
    first = max(candles[0][0] + rng.choice([0, 0, 0, 100, -60]) * HOUR, START * 1000 - 100 * HOUR)
    size = rng.choice([0.0001, 0.0004, 0.003])
    late = rng.choice([0, 0, 1, 7, 900])
    gaps = rng.choice([0.0, 0.02, 0.2])
    step = hours * HOUR
    table = []
    for date in range(first - first % step, candles[-1][0] + HOUR, step):
        if rng.random() < gaps:
            continue
        rate = rng.choice([0.0001, round(rng.gauss(0, size), 8), round(rng.gauss(0, size), 8)])
        table.append((date + rng.choice([0, late]), rate))
    return table
