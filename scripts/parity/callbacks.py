"""Random callbacks of a strategy that places and fills its orders at once."""

from formulas import Callback

NAMES = ["custom_stoploss", "custom_exit", "custom_stake_amount", "custom_roi", "confirm_trade_entry", "confirm_trade_exit"]


def add_callbacks(rng, case, minutes):
    """Each callback is a small formula on the last closed candle's volume and on what it is given."""
    for name in rng.sample(NAMES, rng.randint(1, 4)):
        numbers = {
            "divisor": rng.choice([3, 4, 5, 7]),
            "rest": rng.randint(0, 2),
            "level": rng.choice([-0.01, 0.0, 0.005, 0.01, 0.02]),
            "base": rng.choice([0.01, 0.02, 0.04]),
            "minutes": minutes * rng.randint(0, 6),
            "after_fill": rng.random() < 0.4,
        }
        case.callbacks[name] = make_callback(name, **numbers)


def make_callback(name, divisor, rest, level, base, minutes, after_fill):
    fits = f"$volume % {divisor} == {rest}"
    if name == "custom_stoploss":
        first = [("$after_fill", f"{-2 * base}")] if after_fill else []
        distance = f"-({base} + $volume % {divisor} / 1000.0)"
        return Callback(name, [*first, (f"$profit < {level}", "$none")], distance)
    if name == "custom_exit":
        return Callback(name, [(f"{fits} $and $profit > {level}", '"mine"')], f"$held > {minutes * 60 + 36000}")
    if name == "custom_stake_amount":
        share = f"$proposed_stake * (0.5 + $volume % {divisor} / 4.0)"
        return Callback(name, [(fits, "$max_stake * 1.5")], share)
    if name == "custom_roi":
        return Callback(name, [(f"$duration < {minutes}", "$none")], f"{base} + {level}")
    if name == "confirm_trade_entry":
        return Callback(name, [], f"$not ({fits})")
    return Callback(name, [], f'$not ($exit_reason in ["roi", "exit_signal", "mine"] $and {fits})')
