"""Candles that never were, of many kinds."""
import numpy as np


def walk(rows):
    """One long walk of prices with two decimals, as an exchange would show it."""
    rng = np.random.default_rng(3)
    close = 30_000 * np.exp(np.cumsum(rng.normal(0, 3e-4, rows)))
    opened = np.concatenate([close[:1], close[:-1]])
    up, down = np.abs(rng.normal(0, 8e-4, (2, rows)))
    candles = {
        "open": opened,
        "high": np.maximum(opened, close) * (1 + up),
        "low": np.minimum(opened, close) * (1 - down),
        "close": close,
        "volume": np.abs(rng.normal(100, 50, rows)),
        "periods": rng.integers(2, 31, rows).astype(float),
    }
    return {name: np.round(column, 2) for name, column in candles.items()}


def strange(rng, rows):
    """Walks, flat stretches, round prices, gaps, no volume, and missing values in front and inside."""
    kind = rng.integers(0, 6)
    step = rng.normal(0, 10.0 ** rng.integers(-4, -1), rows)
    if kind == 1:
        step[rng.random(rows) < 0.5] = 0
    if kind == 2:
        step[rows // 3 : 2 * rows // 3] = 0
    close = 10.0 ** rng.uniform(-5, 5) * np.exp(np.cumsum(step))
    if kind in (1, 3):
        close = np.maximum(np.round(close, 2), 0.01)
    before = np.concatenate([close[:1], close[:-1]])
    opened = close * (1 + rng.normal(0, 0.002, rows)) if kind == 4 else before
    up, down = np.abs(rng.normal(0, 0.003, (2, rows)))
    if kind in (1, 2):
        up[step == 0], down[step == 0] = 0, 0
    high, low = np.maximum(opened, close) * (1 + up), np.minimum(opened, close) * (1 - down)
    if kind in (1, 3):
        high = np.maximum(np.round(high, 2), np.maximum(opened, close))
        low = np.minimum(np.round(low, 2), np.minimum(opened, close))
    volume = np.abs(rng.normal(100, 50, rows))
    if kind in (1, 2):
        volume[rng.random(rows) < 0.2] = 0
    periods = rng.integers(1, 40, rows).astype(float)
    columns = [opened, high, low, close, volume, periods]
    if rng.random() < 0.2:
        columns = [np.round(column, 1) for column in columns]
    if rng.random() < 0.4:
        missing(rng, columns, rows)
    return dict(zip(["open", "high", "low", "close", "volume", "periods"], columns))


def missing(rng, columns, rows):
    first = int(rng.integers(0, min(rows, 50)))
    for column in columns:
        column[: min(rows, first + int(rng.integers(0, 3)))] = np.nan
    if rng.random() < 0.5:
        for column in columns:
            column[rng.random(rows) < 3 / rows] = np.nan
