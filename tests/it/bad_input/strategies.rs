//! Strategies that cannot be used, and callbacks that misbehave.

use super::Fault::{Folder, Lines, Name, Script};
use super::Row;

#[expect(clippy::too_many_lines, reason = "one table, a row for each fault")]
pub fn rows() -> Vec<Row> {
    vec![
        (
            Script(b"const timeframe = \"\xff\";"),
            1,
            r"
error[AQ115]: user_data/strategies/S.rhai cannot be read: it is no UTF-8 text
 = help: a strategy is a file of UTF-8 text
",
        ),
        (
            Script(b""),
            1,
            r"
error[AQ118]: user_data/strategies/S.rhai is empty
 = help: begin with one of the examples that `autoquant demo DIR` writes
",
        ),
        (
            Folder,
            1,
            r"
error[AQ115]: user_data/strategies/S.rhai cannot be read: it is a folder
 = help: a strategy is a file of UTF-8 text
",
        ),
        (
            Name("2Fast"),
            2,
            r"
error: `user_data/strategies/2Fast.rhai` is no name of a strategy
 = help: use letters, digits and `_`, a letter first, such as `RsiDip.rhai`
",
        ),
        (
            Lines("const stoploss = 0.1;"),
            1,
            r"
error[AQ304]: `stoploss` must be a ratio below 0, not 0.1
 --> user_data/strategies/S.rhai:5:7
  |
5 | const stoploss = 0.1;
  |       ^^^^^^^^
  = help: write `const stoploss = -0.10;`
",
        ),
        (
            Lines("const max_open_trades = \"two\";"),
            1,
            r#"
error[AQ304]: `max_open_trades` must be a whole number, -1 for any number of trades, not "two"
 --> user_data/strategies/S.rhai:5:7
  |
5 | const max_open_trades = "two";
  |       ^^^^^^^^^^^^^^^
  = help: write `const max_open_trades = 3;`
"#,
        ),
        (
            Lines("const stop_loss = -0.1;"),
            0,
            r"
warning[AQ303]: `stop_loss` is no setting and changes nothing
 --> user_data/strategies/S.rhai:5:7
  |
5 | const stop_loss = -0.1;
  |       ^^^^^^^^^
  = help: did you mean `stoploss`?
",
        ),
        (
            Lines("fn custom_exit(ctx) { throw \"no\"; }"),
            1,
            r#"
error[AQ105]: the script threw `no` (in `custom_exit`, A/USDT at 2024-01-02 04:00)
 --> user_data/strategies/S.rhai:5:23
  |
5 | fn custom_exit(ctx) { throw "no"; }
  |                       ^^^^^
  = help: a script throws only where it cannot go on: mend what it complains of
"#,
        ),
        (
            Lines("fn custom_stoploss(ctx) { \"tight\" }"),
            1,
            r#"
error[AQ117]: `custom_stoploss` must return a number or `()`, and this is a string (in `custom_stoploss`, A/USDT at 2024-01-02 04:00)
 --> user_data/strategies/S.rhai:5:4
  |
5 | fn custom_stoploss(ctx) { "tight" }
  |    ^^^^^^^^^^^^^^^
  = help: let every path through `custom_stoploss` end with a number or `()`
"#,
        ),
        (
            Lines("fn confirm_trade_entry(ctx) { }"),
            1,
            r"
error[AQ117]: `confirm_trade_entry` must return `true` or `false`, and this is nothing (in `confirm_trade_entry`, A/USDT at 2024-01-02 04:00)
 --> user_data/strategies/S.rhai:5:4
  |
5 | fn confirm_trade_entry(ctx) { }
  |    ^^^^^^^^^^^^^^^^^^^
  = help: let every path through `confirm_trade_entry` end with `true` or `false`
",
        ),
        (Lines("fn custom_stoploss(ctx) { 0.0 / 0.0 }"), 0, ""),
        (Lines("fn custom_stake_amount(ctx) { 1.0 / 0.0 }"), 0, ""),
        (Lines("fn custom_stake_amount(ctx) { }"), 0, ""),
    ]
}
