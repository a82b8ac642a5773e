"""Random detail timeframes: the candles inside the candles."""

from candles import timeframe_minutes
from formulas import Callback

INSIDE = {"15m": ["5m", "5m", "1m"], "1h": ["15m", "15m", "15m", "5m", "30m"], "4h": ["1h", "1h", "15m"]}
EXPIRED = "ignore_buying_expired_candle_after"


def add_detail(rng, case, minutes):
    detail = rng.choice(INSIDE[case.timeframe])
    draw = rng.random()
    if draw < 0.02:
        detail = case.timeframe  # is refused
    case.config["timeframe_detail"] = detail
    case.features |= {"timeframe_detail", f"timeframe_detail {detail} of {case.timeframe}"}
    step = timeframe_minutes(detail) * 60_000
    each = minutes * 60_000 // step
    apart = rng.random() < 0.15
    for pair, rows in case.candles.items():
        if draw > 0.98 or len(case.candles) > 1 and rng.random() < 0.08:
            case.features.add("a pair without detail candles")
            continue
        case.detail[pair] = make_inside(rng, rows, step, each, apart)
    if rng.random() < 0.3 and not case.config["timerange"]:
        enter_last(rng, case)
    if rng.random() < 0.35:
        seconds = minutes * 60
        case.set(rng, EXPIRED, lambda: rng.choice([1, seconds // 4, seconds // 2, seconds - 1, seconds]))
    if "confirm_trade_entry" not in case.callbacks and rng.random() < 0.3:
        late = minutes // 2 if minutes <= 60 else 60
        when = f"$minute >= {late}" if minutes <= 60 else f"$hour % 4 >= {late // 60}"
        case.add(Callback("confirm_trade_entry", [], f"{when} $or $volume % 3 == 0"))


def enter_last(rng, case):
    """A signal that acts on the last candle of all, inside which a trade may begin."""
    rows = max(case.candles.values(), key=lambda rows: rows[-1][0])
    holds = lambda rules, volume: any(
        volume % divisor < rests if rests > 0 else volume % divisor >= divisor + rests for divisor, rests, _ in rules
    )
    for volume in rng.sample(range(1, 5000), 300):
        sides = [holds(case.entry, volume), holds(case.short_entry, volume)]
        if sum(sides) == 1 and not holds(case.exit, volume) and not holds(case.short_exit, volume):
            rows[-2] = (*rows[-2][:5], float(volume))
            case.features.add("a signal that acts on the last candle")
            return


def make_inside(rng, rows, step, each, apart):
    """Detail candles that make up the candles, or some that are `apart` from them; with gaps, or from later on."""
    gaps = rng.choice([0.0, 0.0, 0.003, 0.05])
    skipped = rng.choice([0, 0, 0, len(rows) // 3])
    table = []
    for date, opened, high, low, close, volume in rows[skipped:]:
        places = max(decimals(value) for value in (opened, high, low, close))
        if apart:
            opened, close = (round(value * (1 + rng.gauss(0, 0.003)), places) for value in (opened, close))
            high, low = max(high, opened, close), min(low, opened, close)
        for at, one in enumerate(path(rng, each, opened, high, low, close, places)):
            if rng.random() >= gaps:
                table.append((date + at * step, *one, volume / each))
    return table


def path(rng, each, opened, high, low, close, places):
    """Candles from open to close within high and low, each of which one of them touches."""
    within = lambda: round(low + rng.random() * (high - low), places)
    ends = [within() for _ in range(each - 1)] + [close]
    starts = [opened] + [end if rng.random() < 0.8 else within() for end in ends[:-1]]
    tops = [min(high, max(start, end, within() if rng.random() < 0.5 else start)) for start, end in zip(starts, ends)]
    bottoms = [max(low, min(start, end, within() if rng.random() < 0.5 else start)) for start, end in zip(starts, ends)]
    tops[rng.randrange(each)] = high
    bottoms[rng.randrange(each)] = low
    return list(zip(starts, tops, bottoms, ends))


def decimals(value):
    text = repr(value)
    return 0 if text.endswith(".0") or "e" in text else len(text.partition(".")[2])
