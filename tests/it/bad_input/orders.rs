//! Settings of orders, positions and protections that cannot be.

use super::Fault::Lines;
use super::Row;

#[expect(clippy::too_many_lines, reason = "one table, a row for each fault")]
pub fn rows() -> Vec<Row> {
    vec![
        (
            Lines("const max_entry_position_adjustment = -2;"),
            1,
            r"
error[AQ304]: `max_entry_position_adjustment` must be a whole number, -1 for any number of entries, not -2
 --> user_data/strategies/S.rhai:5:7
  |
5 | const max_entry_position_adjustment = -2;
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: write `const max_entry_position_adjustment = 3;`
",
        ),
        (
            Lines("const max_entry_position_adjustment = 1.5;"),
            1,
            r"
error[AQ304]: `max_entry_position_adjustment` must be a whole number, -1 for any number of entries, not 1.5
 --> user_data/strategies/S.rhai:5:7
  |
5 | const max_entry_position_adjustment = 1.5;
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: write `const max_entry_position_adjustment = 3;`
",
        ),
        (
            Lines("const max_entry_position_adjustment = \"two\";"),
            1,
            r#"
error[AQ304]: `max_entry_position_adjustment` must be a whole number, -1 for any number of entries, not "two"
 --> user_data/strategies/S.rhai:5:7
  |
5 | const max_entry_position_adjustment = "two";
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: write `const max_entry_position_adjustment = 3;`
"#,
        ),
        (
            Lines("const position_adjustment_enable = \"yes\";"),
            1,
            r#"
error[AQ304]: `position_adjustment_enable` must be true or false, not "yes"
 --> user_data/strategies/S.rhai:5:7
  |
5 | const position_adjustment_enable = "yes";
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: write `const position_adjustment_enable = true;`
"#,
        ),
        (
            Lines("const unfilledtimeout = #{ entry: 0, exit: 10 };"),
            1,
            r#"
error[AQ304]: `unfilledtimeout` must be a map of `entry` and `exit` to numbers, 1 or more, with `unit` "minutes" or "seconds", not {"entry":0,"exit":10}
 --> user_data/strategies/S.rhai:5:7
  |
5 | const unfilledtimeout = #{ entry: 0, exit: 10 };
  |       ^^^^^^^^^^^^^^^
  = help: write `const unfilledtimeout = #{ entry: 10, exit: 10, unit: "minutes" };`
"#,
        ),
        (
            Lines("const unfilledtimeout = #{ exit: -5 };"),
            1,
            r#"
error[AQ304]: `unfilledtimeout` must be a map of `entry` and `exit` to numbers, 1 or more, with `unit` "minutes" or "seconds", not {"exit":-5}
 --> user_data/strategies/S.rhai:5:7
  |
5 | const unfilledtimeout = #{ exit: -5 };
  |       ^^^^^^^^^^^^^^^
  = help: write `const unfilledtimeout = #{ entry: 10, exit: 10, unit: "minutes" };`
"#,
        ),
        (
            Lines("const unfilledtimeout = #{ entry: 10, unit: \"hours\" };"),
            1,
            r#"
error[AQ304]: `unfilledtimeout` must be a map of `entry` and `exit` to numbers, 1 or more, with `unit` "minutes" or "seconds", not {"entry":10,"unit":"hours"}
 --> user_data/strategies/S.rhai:5:7
  |
5 | const unfilledtimeout = #{ entry: 10, unit: "hours" };
  |       ^^^^^^^^^^^^^^^
  = help: write `const unfilledtimeout = #{ entry: 10, exit: 10, unit: "minutes" };`
"#,
        ),
        (
            Lines("const unfilledtimeout = #{ entry: \"10\" };"),
            1,
            r#"
error[AQ304]: `unfilledtimeout` must be a map of `entry` and `exit` to numbers, 1 or more, with `unit` "minutes" or "seconds", not {"entry":"10"}
 --> user_data/strategies/S.rhai:5:7
  |
5 | const unfilledtimeout = #{ entry: "10" };
  |       ^^^^^^^^^^^^^^^
  = help: write `const unfilledtimeout = #{ entry: 10, exit: 10, unit: "minutes" };`
"#,
        ),
        (
            Lines("const unfilledtimeout = 10;"),
            1,
            r#"
error[AQ304]: `unfilledtimeout` must be a map of `entry` and `exit` to numbers, 1 or more, with `unit` "minutes" or "seconds", not 10
 --> user_data/strategies/S.rhai:5:7
  |
5 | const unfilledtimeout = 10;
  |       ^^^^^^^^^^^^^^^
  = help: write `const unfilledtimeout = #{ entry: 10, exit: 10, unit: "minutes" };`
"#,
        ),
        (
            Lines("const order_types = #{ entry: \"limit\", exit: \"stop\" };"),
            1,
            r#"
error[AQ304]: `order_types` must be a map of `entry` and `exit` to "limit" or "market", not {"entry":"limit","exit":"stop"}
 --> user_data/strategies/S.rhai:5:7
  |
5 | const order_types = #{ entry: "limit", exit: "stop" };
  |       ^^^^^^^^^^^
  = help: write `const order_types = #{ entry: "limit", exit: "limit" };`
"#,
        ),
        (Lines("const order_types = #{ exit: \"market\" };"), 0, ""),
        (
            Lines("const order_types = \"market\";"),
            1,
            r#"
error[AQ304]: `order_types` must be a map of `entry` and `exit` to "limit" or "market", not "market"
 --> user_data/strategies/S.rhai:5:7
  |
5 | const order_types = "market";
  |       ^^^^^^^^^^^
  = help: write `const order_types = #{ entry: "limit", exit: "limit" };`
"#,
        ),
        (
            Lines("const position_stacking = 1;"),
            1,
            r"
error[AQ304]: `position_stacking` must be true or false, not 1
 --> user_data/strategies/S.rhai:5:7
  |
5 | const position_stacking = 1;
  |       ^^^^^^^^^^^^^^^^^
  = help: write `const position_stacking = true;`
",
        ),
        (
            Lines("const protections = #{ method: \"CooldownPeriod\" };"),
            1,
            r#"
error[AQ304]: `protections` must be a list of maps, not {"method":"CooldownPeriod"}
 --> user_data/strategies/S.rhai:5:7
  |
5 | const protections = #{ method: "CooldownPeriod" };
  |       ^^^^^^^^^^^
  = help: write `[#{ method: "CooldownPeriod", stop_duration_candles: 2 }]`
"#,
        ),
        (
            Lines("const protections = \"CooldownPeriod\";"),
            1,
            r#"
error[AQ304]: `protections` must be a list of maps, not "CooldownPeriod"
 --> user_data/strategies/S.rhai:5:7
  |
5 | const protections = "CooldownPeriod";
  |       ^^^^^^^^^^^
  = help: write `[#{ method: "CooldownPeriod", stop_duration_candles: 2 }]`
"#,
        ),
        (
            Lines("const protections = [\"CooldownPeriod\"];"),
            1,
            r#"
error[AQ304]: `protections` must hold maps, and number 1 is "CooldownPeriod"
 --> user_data/strategies/S.rhai:5:22
  |
5 | const protections = ["CooldownPeriod"];
  |                      ^^^^^^^^^^^^^^^^
  = help: write `#{ method: "CooldownPeriod", stop_duration_candles: 2 }`
"#,
        ),
        (
            Lines("const protections = [#{ stop_duration: 60 }];"),
            1,
            r"
error[AQ304]: `protections` needs a `method` in its number 1
 --> user_data/strategies/S.rhai:5:22
  |
5 | const protections = [#{ stop_duration: 60 }];
  |                      ^^
  = help: write one of CooldownPeriod, LowProfitPairs, MaxDrawdown, StoplossGuard
",
        ),
        (
            Lines("const protections = [#{ method: \"Cooldown\" }];"),
            1,
            r#"
error[AQ304]: `protections` knows no method "Cooldown"
 --> user_data/strategies/S.rhai:5:25
  |
5 | const protections = [#{ method: "Cooldown" }];
  |                         ^^^^^^
  = help: did you mean `CooldownPeriod`?
"#,
        ),
        (
            Lines("const protections = [#{ method: \"MaxDrawdown\", max_drawdown: 0.2 }];"),
            1,
            r#"
error[AQ304]: `protections` of MaxDrawdown have no key `max_drawdown`
 --> user_data/strategies/S.rhai:5:48
  |
5 | const protections = [#{ method: "MaxDrawdown", max_drawdown: 0.2 }];
  |                                                ^^^^^^^^^^^^
  = help: there are trade_limit, max_allowed_drawdown, calculation_mode, method, lookback_period, lookback_period_candles, stop_duration, stop_duration_candles, unlock_at
"#,
        ),
        (
            Lines(
                "const protections = [#{ method: \"CooldownPeriod\", stop_duration: 60, stop_duration_candles: 2 }];",
            ),
            1,
            r#"
error[AQ304]: `protections` of CooldownPeriod have both `stop_duration` and `stop_duration_candles`
 --> user_data/strategies/S.rhai:5:70
  |
5 | const protections = [#{ method: "CooldownPeriod", stop_duration: 60, stop_duration_candles: 2 }];
  |                                                                      ^^^^^^^^^^^^^^^^^^^^^
  = help: keep one of them
"#,
        ),
        (
            Lines(
                "const protections = [#{ method: \"StoplossGuard\", lookback_period: 60, lookback_period_candles: 2 }];",
            ),
            1,
            r#"
error[AQ304]: `protections` of StoplossGuard have both `lookback_period` and `lookback_period_candles`
 --> user_data/strategies/S.rhai:5:71
  |
5 | const protections = [#{ method: "StoplossGuard", lookback_period: 60, lookback_period_candles: 2 }];
  |                                                                       ^^^^^^^^^^^^^^^^^^^^^^^
  = help: keep one of them
"#,
        ),
        (
            Lines(
                "const protections = [#{ method: \"CooldownPeriod\", unlock_at: \"06:00\", stop_duration: 60 }];",
            ),
            1,
            r#"
error[AQ304]: `protections` of CooldownPeriod have both `unlock_at` and `stop_duration`
 --> user_data/strategies/S.rhai:5:71
  |
5 | const protections = [#{ method: "CooldownPeriod", unlock_at: "06:00", stop_duration: 60 }];
  |                                                                       ^^^^^^^^^^^^^
  = help: keep one of them
"#,
        ),
        (
            Lines("const protections = [#{ method: \"CooldownPeriod\", unlock_at: \"25:00\" }];"),
            1,
            r#"
error[AQ304]: `protections` of CooldownPeriod cannot have "25:00" for `unlock_at`
 --> user_data/strategies/S.rhai:5:51
  |
5 | const protections = [#{ method: "CooldownPeriod", unlock_at: "25:00" }];
  |                                                   ^^^^^^^^^
  = help: `unlock_at` is a time of day, such as "06:00"
"#,
        ),
        (
            Lines("const protections = [#{ method: \"StoplossGuard\", trade_limit: \"2\" }];"),
            1,
            r#"
error[AQ304]: `protections` of StoplossGuard cannot have "2" for `trade_limit`
 --> user_data/strategies/S.rhai:5:50
  |
5 | const protections = [#{ method: "StoplossGuard", trade_limit: "2" }];
  |                                                  ^^^^^^^^^^^
  = help: `trade_limit` is a number of trades, 1 or more
"#,
        ),
        (
            Lines("const protections = [#{ method: \"StoplossGuard\", trade_limit: 0 }];"),
            1,
            r#"
error[AQ304]: `protections` of StoplossGuard cannot have 0 for `trade_limit`
 --> user_data/strategies/S.rhai:5:50
  |
5 | const protections = [#{ method: "StoplossGuard", trade_limit: 0 }];
  |                                                  ^^^^^^^^^^^
  = help: `trade_limit` is a number of trades, 1 or more
"#,
        ),
        (
            Lines("const protections = [#{ method: \"CooldownPeriod\", stop_duration: -1 }];"),
            1,
            r#"
error[AQ304]: `protections` of CooldownPeriod cannot have -1 for `stop_duration`
 --> user_data/strategies/S.rhai:5:51
  |
5 | const protections = [#{ method: "CooldownPeriod", stop_duration: -1 }];
  |                                                   ^^^^^^^^^^^^^
  = help: `stop_duration` is a number, 0 or more
"#,
        ),
        (
            Lines("const protections = [#{ method: \"StoplossGuard\", only_per_pair: 1 }];"),
            1,
            r#"
error[AQ304]: `protections` of StoplossGuard cannot have 1 for `only_per_pair`
 --> user_data/strategies/S.rhai:5:50
  |
5 | const protections = [#{ method: "StoplossGuard", only_per_pair: 1 }];
  |                                                  ^^^^^^^^^^^^^
  = help: `only_per_pair` is true or false
"#,
        ),
        (
            Lines(
                "const protections = [#{ method: \"MaxDrawdown\", max_allowed_drawdown: \"0.15\" }];",
            ),
            1,
            r#"
error[AQ304]: `protections` of MaxDrawdown cannot have "0.15" for `max_allowed_drawdown`
 --> user_data/strategies/S.rhai:5:48
  |
5 | const protections = [#{ method: "MaxDrawdown", max_allowed_drawdown: "0.15" }];
  |                                                ^^^^^^^^^^^^^^^^^^^^
  = help: `max_allowed_drawdown` is a ratio, such as 0.05
"#,
        ),
        (
            Lines(
                "const protections = [#{ method: \"MaxDrawdown\", calculation_mode: \"money\" }];",
            ),
            1,
            r#"
error[AQ304]: `protections` of MaxDrawdown cannot have "money" for `calculation_mode`
 --> user_data/strategies/S.rhai:5:48
  |
5 | const protections = [#{ method: "MaxDrawdown", calculation_mode: "money" }];
  |                                                ^^^^^^^^^^^^^^^^
  = help: `calculation_mode` is "ratios" or "equity"
"#,
        ),
        (
            Lines(
                "const protections = [#{ method: \"CooldownPeriod\", stop_duration_candles: -1 }];",
            ),
            1,
            r#"
error[AQ304]: `protections` of CooldownPeriod cannot have -1 for `stop_duration_candles`
 --> user_data/strategies/S.rhai:5:51
  |
5 | const protections = [#{ method: "CooldownPeriod", stop_duration_candles: -1 }];
  |                                                   ^^^^^^^^^^^^^^^^^^^^^
  = help: `stop_duration_candles` is a number, 0 or more
"#,
        ),
    ]
}
