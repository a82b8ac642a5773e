"""Formulas of callbacks: written once, and spelled in Python and in a script."""

from dataclasses import dataclass
from string import Template

# The arguments of a callback in FreqTrade, as far as formulas use them.
ARGUMENTS = {
    "custom_stoploss": "pair, trade, current_time, current_rate, current_profit",
    "custom_exit": "pair, trade, current_time, current_rate, current_profit",
    "custom_stake_amount": "pair, current_time, current_rate, proposed_stake, min_stake, max_stake, leverage, entry_tag, side",
    "custom_roi": "pair, trade, current_time, trade_duration, entry_tag, side",
    "confirm_trade_entry": "pair, order_type, amount, rate, time_in_force, current_time, entry_tag, side",
    "confirm_trade_exit": "pair, trade, order_type, amount, rate, time_in_force, exit_reason, current_time",
    "custom_entry_price": "pair, trade, current_time, proposed_rate, entry_tag, side",
    "custom_exit_price": "pair, trade, current_time, proposed_rate, current_profit, exit_tag",
    "check_entry_timeout": "pair, trade, order, current_time",
    "check_exit_timeout": "pair, trade, order, current_time",
    "adjust_order_price": "trade, order, pair, current_time, proposed_rate, current_order_rate, entry_tag, side, is_entry",
    "adjust_entry_price": "trade, order, pair, current_time, proposed_rate, current_order_rate, entry_tag, side",
    "adjust_exit_price": "trade, order, pair, current_time, proposed_rate, current_order_rate, entry_tag, side",
    "adjust_trade_position": "trade, current_time, current_rate, current_profit, min_stake, max_stake",
    "leverage": "pair, current_time, current_rate, proposed_leverage, max_leverage, entry_tag, side",
    "order_filled": "pair, trade, order, current_time",
    "bot_loop_start": "current_time",
}

# A name in a formula: how Python and how a script say it.
SPELLINGS = {
    "and": ("and", "&&"),
    "or": ("or", "||"),
    "not": ("not", "!"),
    "none": ("None", "()"),
    "true": ("True", "true"),
    "false": ("False", "false"),
    "open": ("(", "["),
    "shut": (")", "]"),
    "lock": ("self.lock_pair", "lock_pair"),
    "now": ("current_time", "ctx.current_time"),
    "minutes": ("timedelta(minutes=", "("),
    "hour": ("current_time.hour", "ctx.current_time.hour"),
    "minute": ("current_time.minute", "ctx.current_time.minute"),
    "day": ("current_time.day", "ctx.current_time.day"),
    "pair": ("pair", "ctx.pair"),
    "rate": ("proposed_rate", "ctx.proposed_rate"),
    "order_rate": ("current_order_rate", "ctx.current_order_rate"),
    "profit": ("current_profit", "ctx.current_profit"),
    "after_fill": ("after_fill", "ctx.after_fill"),
    "proposed_stake": ("proposed_stake", "ctx.proposed_stake"),
    "min_stake": ("min_stake", "ctx.min_stake"),
    "max_stake": ("max_stake", "ctx.max_stake"),
    "exit_reason": ("exit_reason", "ctx.exit_reason"),
    "exit_tag": ("exit_tag", "ctx.exit_tag"),
    "entry_tag": ("entry_tag", "ctx.entry_tag"),
    "duration": ("trade_duration", "ctx.trade_duration"),
    "held": (
        "(current_time - trade.open_date_utc).total_seconds()",
        "(ctx.current_time - ctx.trade.open_date).total_seconds()",
    ),
    "age": ("((current_time - order.order_date_utc).total_seconds() / 60.0)", "(ctx.current_time - ctx.order.date)"),
    "is_entry": ("(order.ft_order_side == trade.entry_side)", "ctx.order.is_entry"),
    "side": ("side", "ctx.side"),
    "current_rate": ("current_rate", "ctx.current_rate"),
    "proposed_leverage": ("proposed_leverage", "ctx.proposed_leverage"),
    "max_leverage": ("max_leverage", "ctx.max_leverage"),
    "trade_is_short": ("trade.is_short", "ctx.trade.is_short"),
    "trade_leverage": ("trade.leverage", "ctx.trade.leverage"),
    "liquidation": ("trade.liquidation_price", "ctx.trade.liquidation_price"),
    "stake": ("trade.stake_amount", "ctx.trade.stake_amount"),
    "new": ("trade is None", "ctx.trade == ()"),
    "open_rate": ("trade.open_rate", "ctx.trade.open_rate"),
    "entries": ("trade.nr_of_successful_entries", "ctx.trade.nr_of_successful_entries"),
    "exits": ("trade.nr_of_successful_exits", "ctx.trade.nr_of_successful_exits"),
    "first_stake": ("trade.orders[0].stake_amount", "ctx.trade.orders[0].stake_amount"),
}
for _column in ["open", "high", "low", "close", "volume"]:
    _name = "last_open" if _column == "open" else _column
    SPELLINGS[_name] = (f'self.last(pair, "{_column}")', f"ctx.candle.{_column}")

PYTHON = {name: python for name, (python, _) in SPELLINGS.items()}
SCRIPT = {name: script for name, (_, script) in SPELLINGS.items()}


@dataclass
class Callback:
    """The first rule whose condition holds gives the result; an effect is a statement instead, and all of them are tried."""

    name: str
    rules: list  # (condition, result)
    otherwise: str = ""
    effect: bool = False

    def uses(self, name):
        return any(f"${name}" in text for rule in self.rules for text in rule)

    def python(self):
        after = ", after_fill" if self.uses("after_fill") else ""
        lines = [f"    def {self.name}(self, {ARGUMENTS[self.name]}{after}, **kwargs):"]
        if self.name == "adjust_trade_position":
            lines.append("        pair = trade.pair")
        word = "" if self.effect else "return "
        for condition, result in self.rules:
            lines += [f"        if {spell(condition, PYTHON)}:", f"            {word}{spell(result, PYTHON)}"]
        if not self.effect:
            lines.append(f"        return {spell(self.otherwise, PYTHON)}")
        return lines

    def script(self):
        lines = [f"fn {self.name}(ctx) {{"]
        for condition, result in self.rules:
            text = spell(result, SCRIPT)
            lines.append(f"    if {spell(condition, SCRIPT)} {{ {f'{text};' if self.effect else f'return {text};'} }}")
        if not self.effect:
            lines.append(f"    {spell(self.otherwise, SCRIPT)}")
        return [*lines, "}"]


def spell(formula, spellings):
    return Template(formula).substitute(spellings)


def every(rng, divisors=(2, 3, 4, 5, 7)):
    """A condition that holds on one of so many candles."""
    divisor = rng.choice(divisors)
    return f"$volume % {divisor} == {rng.randrange(divisor)}"
