//! Answers of callbacks that are none.

use crate::support::sim::sim;

#[test]
fn a_price_that_is_no_number_is_the_proposed_one() {
    for no_number in ["0.0 / 0.0", "1.0 / 0.0", "-1.0 / 0.0", "()"] {
        let price = |callback: &str| {
            let exits = "100 101 99 100 enter\n 100 101 99 100 exit=X\n 2x 100 101 99 100";
            sim().asks(callback, no_number).candles(exits).trades("A 1..2 X 100 -> 100");
        };
        price("custom_entry_price");
        price("custom_exit_price");
    }
    for no_number in ["0.0 / 0.0", "1.0 / 0.0", "-1.0 / 0.0"] {
        for callback in ["adjust_entry_price", "adjust_order_price"] {
            let moved = sim()
                .answers("custom_entry_price", &[(1, "80.0")], "()")
                .asks(callback, no_number)
                .candles("100 101 99 100 enter\n 3x 100 101 99 100");
            moved.trades("A 1..3 force_exit 100 -> 100");
            moved.counts("canceled_entry_orders 1, replaced_entry_orders 1");
        }
        let exit = sim()
            .answers("custom_exit_price", &[(2, "110.0")], "()")
            .asks("adjust_exit_price", no_number)
            .candles("100 101 99 100 enter\n 100 101 99 100 exit=X\n 3x 100 101 99 100");
        exit.trades("A 1..3 X 100 -> 100");
    }
}

#[test]
fn an_answer_of_another_kind_is_an_error_that_names_the_callback() {
    let asked = |callback: &str, answer: &str| {
        // Entries wait where their price is asked about, and so do exits.
        let entries = ["adjust_entry_price", "adjust_order_price", "check_entry_timeout"];
        let exits = ["adjust_exit_price", "check_exit_timeout"];
        let waits = match callback {
            entry if entries.contains(&entry) => sim().asks("custom_entry_price", "80.0"),
            exit if exits.contains(&exit) => sim().asks("custom_exit_price", "110.0"),
            _ => sim(),
        };
        let fault = waits
            .set("position_adjustment_enable", true)
            .asks(callback, answer)
            .candles("100 101 99 100 enter\n 100 101 99 100 exit\n 3x 100 101 99 100")
            .fault();
        assert!(fault.contains(&format!("`{callback}` must return")), "{answer}: {fault}");
    };
    for callback in [
        "custom_entry_price",
        "custom_exit_price",
        "adjust_entry_price",
        "adjust_exit_price",
        "adjust_order_price",
        "adjust_trade_position",
    ] {
        for answer in ["\"99.5\"", "\"abc\"", "true", "[\"99.5\", 1.0]", "#{ price: 99.5 }"] {
            asked(callback, answer);
        }
    }
    for answer in ["-1.0 / 0.0", "[\"50\", \"t\"]", "[]", "[50, 7]", "[true, \"t\"]"] {
        asked("adjust_trade_position", answer);
    }
    for callback in ["check_entry_timeout", "check_exit_timeout"] {
        for answer in ["()", "1", "\"yes\""] {
            asked(callback, answer);
        }
    }
}

#[test]
fn an_entry_price_of_nothing_is_no_entry() {
    for price in ["0", "0.0", "0.001", "-5.0"] {
        let none = sim()
            .asks("custom_entry_price", price)
            .min_cost(5.0)
            .max_amount(90000.0)
            .candles("100 101 99 100 enter\n 3x 100 101 99 100");
        none.trades("");
        none.counts("");
    }
}

#[test]
fn a_callback_that_throws_ends_the_backtest_at_its_moment() {
    for callback in
        ["bot_loop_start", "order_filled", "adjust_trade_position", "custom_entry_price"]
    {
        let thrown = sim()
            .set("position_adjustment_enable", true)
            .asks(callback, "if ctx.current_time.year == 2024 { throw \"no\"; }")
            .candles("100 101 99 100 enter\n 3x 100 101 99 100");
        let fault = thrown.fault();
        let moment = format!("`{callback}`");
        assert!(fault.contains("`no`") && fault.contains(&moment), "{fault}");
        assert!(fault.contains("2024-01-02 01:00"), "{fault}");
    }
}
