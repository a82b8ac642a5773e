"""Random futures: perpetuals in place of the spot pairs, leverage, funding, liquidations."""

from formulas import Callback, every
from funding import make_funding, make_mark
from shorts import add_shorts
from random_tiers import make_tiers

EXCHANGES = ["binance", "binance", "okx", "gate", "bybit", "bitget", "hyperliquid"]
# A result of the callback, and about how large it is.
LEVERAGES = [
    ("1.0", 1), ("2.5", 2.5), ("5.0", 5), ("10.0", 10), ("25.0", 25), ("50.0", 50),
    ("1.0 + $volume % 7", 4), ("2.5 + $volume % 4 / 10.0", 2.6), ("$max_leverage / 2.0", 15),
    ("$max_leverage", 30), ("$max_leverage * 2.0", 30), ("$proposed_leverage", 1), ("0.3", 1), ("-2.0", 1),
]
SHORTS = "can_short"
LIQUIDATED = "stops beyond the liquidation"
FALLBACK = "futures_funding_rate"
SCARCE = "tiers that end early"


def add_futures(rng, case, minutes):
    """The pairs become perpetuals; all that is drawn later draws them as it would spot pairs."""
    names = {pair: f"{pair}:USDT" for pair in case.markets}
    rename = lambda table: {names[pair]: value for pair, value in table.items()}
    case.markets, case.candles = rename(case.markets), rename(case.candles)
    exchange = rng.choice(EXCHANGES)
    case.config |= {"trading_mode": "futures", "margin_mode": "isolated"}
    case.config["exchange"] = {"name": exchange, "pair_whitelist": list(names.values())}
    case.features |= {"futures", f"futures on {exchange}"}
    if exchange == "hyperliquid":
        # FreqTrade raises where a pair has no candles of an hour within the timerange.
        case.config["timerange"] = ""
    add_markets(rng, case, exchange)
    add_funding(rng, case, exchange)
    if rng.random() < 0.75:
        add_shorts(rng, case)
        case.features.add(SHORTS)
    elif rng.random() < 0.2:
        add_shorts(rng, case)
        del case.settings["can_short"]
        case.features.add("signals of shorts without can_short")
    size = add_leverage(rng, case) if rng.random() < 0.85 else 1
    if size >= 5 and rng.random() < 0.6:
        let_liquidate(rng, case)
    elif size > 1 and rng.random() < 0.65:
        widen(case, size)
    if "custom_stoploss" in case.callbacks and rng.random() < 0.35:
        use_helper(rng, case)
    if rng.random() < 0.35:
        case.config["liquidation_buffer"] = rng.choice([0.0, 0.01, 0.1, 0.3])
        case.features.add("liquidation_buffer")


def add_markets(rng, case, exchange):
    """Contracts and tiers; the least amount stays below what a stake buys."""
    scarce = rng.random() < 0.08
    if scarce:
        case.features.add(SCARCE)
    for pair, market in case.markets.items():
        price = case.candles[pair][0][1]
        market["contract_size"] = rng.choice([1.0, 1.0, 1.0, 0.1, 10.0, 0.01])
        while market["min_amount"] * market["contract_size"] * price > 30:
            market["min_amount"] = round(market["min_amount"] / 10, 10)
        while market["amount_step"] * market["contract_size"] * price > 5:
            market["amount_step"] = round(market["amount_step"] / 10, 10)
        market |= {"taker": rng.choice([0.0005, 0.00055, 0.001]), "maker": 0.0002}
        market["max_cost"] = rng.choice([None, None, market["max_cost"]])
        if market["contract_size"] != 1.0:
            case.features.add("contracts of another size than 1")
        tiers = make_tiers(rng, scarce)
        # Hyperliquid knows no tiers: its markets have a largest leverage.
        if exchange != "hyperliquid" and rng.random() < 0.01:
            case.features.add("a pair without tiers")
            continue
        case.tiers[pair] = [tiers[0] | {"maxNotional": 10_000_000.0}] if exchange == "hyperliquid" else tiers


def add_funding(rng, case, exchange):
    hours = rng.choice([8, 8, 4, 1])
    case.funding_has_candles = rng.random() < 0.3
    case.features.add(f"funding every {hours} h")
    for pair, rows in case.candles.items():
        decimals = len(str(case.markets[pair]["price_tick"]).partition(".")[2])
        without = rng.random() < 0.02
        if without and exchange != "hyperliquid":
            case.features.add("a pair without mark candles")
        elif exchange != "hyperliquid" or case.timeframe != "1h":
            case.mark[pair] = make_mark(rng, rows, decimals)
        if rng.random() < 0.88:
            case.funding[pair] = make_funding(rng, rows, hours)
        else:
            case.features.add("a pair without funding rates")
    if rng.random() < 0.3:
        case.config[FALLBACK] = rng.choice([0, 0.0001, -0.0002, 0.001])
        case.features.add(FALLBACK)


def add_leverage(rng, case):
    """What `leverage` gives, and about how large that is."""
    value, size = rng.choice(LEVERAGES)
    shape = rng.random()
    rules = []
    if shape < 0.3:
        other, _ = rng.choice(LEVERAGES)
        rules = [('$side == "long"', other)]
    elif shape < 0.5:
        other, _ = rng.choice(LEVERAGES)
        rules = [(rng.choice([every(rng), '$entry_tag == "one"', "$current_rate > $last_open"]), other)]
    case.add(Callback("leverage", rules, value))
    return size


def use_helper(rng, case):
    """A stop from the open or at a price, by FreqTrade's functions."""
    relative = rng.choice(["0.01", "-0.03", "-0.1"])
    half = "($open_rate + $current_rate) / 2.0"
    case.callbacks["custom_stoploss"].otherwise = rng.choice([
        f"stoploss_from_open({relative}, $profit, $trade_is_short, $trade_leverage)",
        f"stoploss_from_absolute({half}, $current_rate, $trade_is_short, $trade_leverage)",
    ])
    case.features.add("stoploss_from_open or stoploss_from_absolute")


def let_liquidate(rng, case):
    """Nothing else ends a trade early."""
    for name in [name for name in case.settings if name.startswith("trailing")]:
        del case.settings[name]
    case.callbacks.pop("custom_stoploss", None)
    case.settings |= {"stoploss": -rng.choice([0.99, 0.99, 0.95, 2.0]), "minimal_roi": rng.choice([{}, {"0": 0.8}])}
    if rng.random() < 0.3:
        near = "$current_rate < $liquidation * 1.01 $and $current_rate > $liquidation * 0.99"
        case.add(Callback("custom_exit", [(near, '"near"')], "$false"))
    case.features.add(LIQUIDATED)


def widen(case, size):
    """Distances are of the stake: with leverage they grow, so that trades live as long as without."""
    settings = case.settings
    settings["stoploss"] = max(settings["stoploss"] * size, -0.99)
    settings["minimal_roi"] = {key: value if value == -1 else round(value * size, 6) for key, value in settings["minimal_roi"].items()}
    for name in ["trailing_stop_positive", "trailing_stop_positive_offset"]:
        if name in settings:
            settings[name] = min(round(settings[name] * size, 6), 0.9)
    if settings.get("trailing_stop_positive_offset") == settings.get("trailing_stop_positive"):
        settings.pop("trailing_stop_positive_offset", None)  # both are cut
        settings.pop("trailing_only_offset_is_reached", None)
    stop = case.callbacks.get("custom_stoploss")
    if stop:
        wide = lambda distance: distance if distance == "$none" else f"({distance}) * $trade_leverage"
        stop.rules = [(condition, wide(distance)) for condition, distance in stop.rules]
        stop.otherwise = wide(stop.otherwise)
        case.features.add("custom_stoploss by leverage")
