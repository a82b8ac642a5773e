"""Leverage tiers as FreqTrade keeps them in memory."""


def as_freqtrade_has_them(tiers):
    """The rows of a pair in `leverage_tiers.json`: the maintenance amount has another name."""
    return [{name if name != "cum" else "maintAmt": value for name, value in tier.items()} for tier in tiers]
