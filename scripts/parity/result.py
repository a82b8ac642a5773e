"""What a run gives, on either side."""

from collections import Counter
from dataclasses import dataclass, field

COUNTERS = [
    "rejected_signals", "timedout_entry_orders", "timedout_exit_orders", "canceled_trade_entries", "canceled_entry_orders",
    "replaced_entry_orders",
]

BALANCES = ["start_balance", "end_balance", "high_balance", "low_balance"]

# What strategies of cases say when they lock; protections word their reasons in another way here.
LOCK_REASONS = ["rest", "news"]


def lock(pair, end, side, reason):
    return (pair, end, side, reason if reason in LOCK_REASONS else "")


@dataclass
class Result:
    """Trades as dicts under the names of FreqTrade's export, each with its orders; or why there are none."""

    trades: list = field(default_factory=list)
    counters: dict = field(default_factory=dict)
    final_balance: float = 0.0
    balances: dict = field(default_factory=dict)
    locks: list = field(default_factory=list)  # of `lock`, with the end in milliseconds; sorted
    refused: str | None = None
    # Of FreqTrade alone, for the table of coverage:
    met: Counter = field(default_factory=Counter)
    lock_reasons: list = field(default_factory=list)
