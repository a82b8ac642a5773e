"""Orders that wait and get another price, additions and a partial exit."""
from pandas import DataFrame
import talib.abstract as ta
from freqtrade.strategy import IStrategy


class Adjusted(IStrategy):
    INTERFACE_VERSION = 3
    timeframe = "1h"
    minimal_roi = {"0": 0.05}
    stoploss = -0.12
    position_adjustment_enable = True
    max_entry_position_adjustment = 2
    startup_candle_count = 40

    def populate_indicators(self, df, metadata):
        df["rsi"] = ta.RSI(df, timeperiod=14)
        return df

    def populate_entry_trend(self, df, metadata):
        df.loc[df["rsi"] < 40, ["enter_long", "enter_tag"]] = (1, "dip")
        return df

    def populate_exit_trend(self, df, metadata):
        df.loc[df["rsi"] > 68, "exit_long"] = 1
        return df

    def custom_stake_amount(self, proposed_stake, **kwargs):
        return proposed_stake / 3.5

    def custom_entry_price(self, proposed_rate, **kwargs):
        return proposed_rate * 0.992

    def custom_exit_price(self, proposed_rate, **kwargs):
        return proposed_rate * 1.004

    def adjust_entry_price(self, proposed_rate, current_order_rate, **kwargs):
        if proposed_rate < current_order_rate * 1.015:
            return proposed_rate * 0.999
        return None

    def adjust_trade_position(self, trade, current_profit, **kwargs):
        if current_profit > 0.02 and trade.nr_of_successful_exits == 0:
            return -(trade.stake_amount / 2), "half_out"
        if current_profit < -0.02 * trade.nr_of_successful_entries:
            return trade.stake_amount / trade.nr_of_successful_entries, "average_down"
        return None
