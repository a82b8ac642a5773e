"""Random strategies, configs and markets: one description, written as a FreqTrade class and as a script."""

from dataclasses import dataclass, field
from random import Random

from callbacks import add_callbacks
from candles import make_candles, timeframe_minutes
from detail import add_detail
from futures import add_futures
from locks import add_locks
from orders import add_orders
from positions import add_positions, add_stakes
from shorts import add_shorts, mirror_prices

PAIRS = ["AAA/USDT", "BBB/USDT", "CCC/USDT", "DDD/USDT"]


@dataclass
class Case:
    """Everything that both sides are given."""

    number: int
    timeframe: str
    config: dict
    markets: dict
    settings: dict
    entry: list  # (divisor, rests, tag): the volume's remainder is one of the least, or of the largest where rests < 0
    exit: list
    short_entry: list = field(default_factory=list)
    short_exit: list = field(default_factory=list)
    callbacks: dict = field(default_factory=dict)
    candles: dict = field(default_factory=dict)
    detail: dict = field(default_factory=dict)  # candles by pair; of some there may be none
    mark: dict = field(default_factory=dict)
    funding: dict = field(default_factory=dict)  # (epoch milliseconds, rate)
    funding_has_candles: bool = False  # an older layout of their files
    tiers: dict = field(default_factory=dict)
    features: set = field(default_factory=set)  # what it has beyond a plain case

    def add(self, callback):
        self.callbacks[callback.name] = callback
        self.features.add(callback.name)

    def set(self, rng, name, draw):
        """A setting that the strategy may have, or the config, or both: the config's counts then."""
        place = rng.choice(["strategy", "strategy", "config", "both"])
        if place != "config":
            self.settings[name] = draw()
        if place != "strategy":
            self.config[name] = draw()
        self.features.add(name)


def make_case(seed, number, callbacks=True, orders=True, futures=True):
    """The same case, whatever of this is left out: without any of it, it is a plain one."""
    rng = Random(f"{seed}-{number}")
    timeframe = rng.choice(["1h", "1h", "1h", "15m", "4h"])
    minutes = timeframe_minutes(timeframe)
    pairs = PAIRS[: rng.randint(1, 4)]
    decimals = {pair: rng.randint(1, 5) for pair in pairs}
    candles = {pair: make_candles(rng, timeframe, decimals[pair]) for pair in pairs}
    slots = rng.choice([1, 2, 3, 4, -1])
    stake = rng.choice([100, 250.5, 400, 990, "unlimited" if slots > 0 else 120])
    config = {
        "max_open_trades": slots,
        "stake_currency": "USDT",
        "stake_amount": stake,
        "dry_run_wallet": rng.choice([1000, 1500.75, 5000]),
        "tradable_balance_ratio": rng.choice([0.99, 1.0, 0.995]),
        "amend_last_stake_amount": rng.random() < 0.3,
        "fee": rng.choice([0.0, 0.001, 0.00075]),
        "timerange": rng.choice(["", "", "20240112-20240205", "20240115-", "-20240201"]),
        "trading_mode": "spot",
        "exchange": {"name": "binance", "pair_whitelist": pairs},
    }
    if stake == 990:
        config["dry_run_wallet"] = max(config["dry_run_wallet"], 1000)
    markets = {pair: make_market(rng, decimals[pair]) for pair in pairs}
    case = Case(number, timeframe, config, markets, make_settings(rng, minutes), [], [])
    for _ in range(rng.randint(1, 2)):
        case.entry.append((rng.choice([5, 7, 11, 16]), rng.randint(1, 3), rng.choice(["", "one", "two"])))
    for _ in range(rng.randint(0, 2)):
        case.exit.append((rng.choice([6, 9, 13]), rng.randint(1, 2), rng.choice(["", "out"])))
    case.candles = candles
    if callbacks and rng.random() < 0.5:
        add_callbacks(rng, case, minutes)
    more = Random(f"{seed}-{number}-futures")
    becomes_futures, has_detail = more.random() < 0.6, more.random() < 0.4
    if futures and becomes_futures:
        add_futures(more, case, minutes)
    elif futures and more.random() < 0.03:
        add_shorts(more, case)  # is refused in spot
        case.features.add("can_short in spot")
    if orders:
        add_features(Random(f"{seed}-{number}-orders"), case, minutes)
    if case.settings.get("can_short"):
        mirror_prices(case)
    if futures and has_detail:
        add_detail(Random(f"{seed}-{number}-detail"), case, minutes)
    return case


def add_features(rng, case, minutes):
    """Some cases stay plain; the others have one of these or several."""
    if rng.random() < 0.25:
        return
    groups = [(add_orders, 0.6), (add_positions, 0.5), (add_locks, 0.45), (add_stakes, 0.25)]
    drawn = [add for add, share in groups if rng.random() < share]
    for add in drawn or [rng.choice(groups)[0]]:
        if add is add_orders:
            add(rng, case, minutes)
        else:
            add(rng, case)


def make_market(rng, decimals):
    return {
        "price_tick": 10.0**-decimals,
        "amount_step": rng.choice([0.1, 0.01, 0.001, 0.00001]),
        "min_amount": rng.choice([0.001, 0.01, 0.1]),
        "max_amount": 90000.0,
        "min_cost": rng.choice([1.0, 5.0, 10.0, 95.0]),
        "max_cost": rng.choice([300.0, 9000000.0]),
        "contract_size": 1.0,
        "maker": 0.001,
        "taker": 0.001,
    }


def make_settings(rng, minutes):
    settings = {
        "stoploss": -rng.choice([0.01, 0.02, 0.035, 0.05, 0.1, 0.25, 0.99]),
        "minimal_roi": make_roi(rng, minutes),
        "use_exit_signal": rng.random() < 0.85,
        "exit_profit_only": rng.random() < 0.3,
        "exit_profit_offset": rng.choice([0.0, 0.0, 0.01, -0.01]),
        "ignore_roi_if_entry_signal": rng.random() < 0.3,
        "startup_candle_count": rng.choice([0, 0, 5, 20, 50]),
    }
    if rng.random() < 0.55:
        settings["trailing_stop"] = True
        if rng.random() < 0.7:
            positive = rng.choice([0.005, 0.01, 0.02])
            settings["trailing_stop_positive"] = positive
            if rng.random() < 0.7:
                settings["trailing_stop_positive_offset"] = positive + rng.choice([0.005, 0.01, 0.02])
                settings["trailing_only_offset_is_reached"] = rng.random() < 0.6
    return settings


def make_roi(rng, minutes):
    if rng.random() < 0.2:
        return {}
    keys = sorted({0} | {rng.choice([1, 2, 3, 5, 10, 24]) * minutes + rng.choice([0, 0, 0, 7]) for _ in range(rng.randint(0, 3))})
    if rng.random() < 0.2:
        keys = keys[1:] or [minutes]
    table = {}
    level = rng.choice([0.015, 0.03, 0.06])
    for key in keys:
        table[str(key)] = round(level, 6)
        level = rng.choice([level / 2, level / 2, 0.0, -0.01, -1])
    return table
