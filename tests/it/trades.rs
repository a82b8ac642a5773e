//! Trades of several orders, and locks: in `run --json`, in what is exported, and on the page.

use std::fs;

use autoquant::data::feather::read_columns;
use serde_json::{Value, json};

use crate::support::project::Project;
use crate::support::schema::faults;

/// Buys below the market and more on the way down, sells a half on the way up; orders that wait get another
/// price, and a pair is left alone after a close.
const LADDER: &str = r#"
const timeframe = "4h";
const stoploss = -0.08;
const minimal_roi = #{ "0": 0.06 };
const position_adjustment_enable = true;
const max_entry_position_adjustment = 2;
const protections = [#{ method: "CooldownPeriod", stop_duration_candles: 3 }];
const test_timeranges = [["full", "20210601-20220601"]];

fn populate_indicators(df, metadata) { df["rsi"] = ta::RSI(df, 14); }

fn populate_entry_trend(df, metadata) { df.loc(df["rsi"] < 40, "enter_long", "dip"); }

fn populate_exit_trend(df, metadata) { }

fn custom_entry_price(ctx) { ctx.proposed_rate * 0.995 }

fn adjust_entry_price(ctx) {
    if ctx.proposed_rate < ctx.current_order_rate * 1.006 { return ctx.current_order_rate; }
    if ctx.proposed_rate < ctx.current_order_rate * 1.02 { ctx.proposed_rate } else { () }
}

fn adjust_trade_position(ctx) {
    if ctx.current_profit > 0.02 && ctx.trade.nr_of_successful_exits == 0 {
        return [-(ctx.trade.stake_amount / 2), "half"];
    }
    if ctx.current_profit < -0.02 { return [ctx.trade.stake_amount / 2, "more"]; }
    ()
}
"#;

fn project() -> Project {
    let project = Project::new().strategy("Ladder", LADDER);
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let config = config.replacen('{', "{\n  \"enable_protections\": true,", 1);
    project.config(&config)
}

fn run(project: &Project, more: &[&str]) -> Value {
    let text = project.stdout(&[&["run", "--json"], more].concat());
    serde_json::from_str(&text).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value}"))
}

#[test]
fn a_run_tells_all_orders_and_locks() {
    let document = run(&project(), &[]);
    assert_eq!(faults("run", &document), [""; 0]);
    let result = &document["results"][0];
    let (trades, locks) = (list(result, "trades"), list(result, "locks"));
    assert_eq!(result["figures"]["total"]["trades"], trades.len());
    assert_eq!(locks.len(), trades.len(), "each close puts one");
    let first = &locks[0];
    assert_eq!((&first["pair"], &first["side"]), (&trades[0]["pair"], &"*".into()));
    assert_eq!(first["lock_timestamp"], trades[0]["close_timestamp"]);
    let orders = || trades.iter().flat_map(|trade| list(trade, "orders"));
    let has = |tag: &str, is_entry: bool| {
        let found = orders().filter(|order| order["ft_order_tag"] == tag);
        let found = found.inspect(|order| assert_eq!(order["ft_is_entry"], is_entry)).count();
        assert!(found > 0, "{tag}");
    };
    has("half", false);
    has("more", true);
    let waited = |order: &&Value| {
        order["order_timestamp"].as_i64() < order["order_filled_timestamp"].as_i64()
    };
    assert!(orders().any(|order| waited(&order)));
    assert!(trades.iter().all(|trade| {
        let parts = list(trade, "orders").iter().map(|order| {
            let sign = if order["ft_is_entry"] == true { 1.0 } else { -1.0 };
            sign * order["amount"].as_f64().unwrap()
        });
        parts.sum::<f64>().abs() < 1e-6
    }));
    let counters = &result["counters"];
    assert!(counters["replaced_entry_orders"].as_u64() > Some(0));
    assert!(counters["canceled_trade_entries"].as_u64() > Some(0));
}

#[test]
fn what_is_exported_is_what_is_told() {
    let project = project();
    let mut document = run(&project, &["--export", "freqtrade"]);
    let result = document["results"][0].take();
    let folder = project.path().join("user_data/backtest_results");
    let zips = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut zips = zips.filter(|path| path.extension().is_some_and(|end| end == "zip"));
    let zip = zips.next().unwrap();
    let stem = zip.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut zip = zip::ZipArchive::new(fs::File::open(&zip).unwrap()).unwrap();
    let document: Value =
        serde_json::from_reader(zip.by_name(&format!("{stem}.json")).unwrap()).unwrap();
    let exported = &document["strategy"]["Ladder"];
    let mut trades = result["trades"].clone();
    for trade in trades.as_array_mut().unwrap() {
        for order in trade["orders"].as_array_mut().unwrap() {
            assert!(order.as_object_mut().unwrap().remove("order_timestamp").is_some());
        }
    }
    assert_eq!((&exported["trades"], &exported["locks"]), (&trades, &result["locks"]));
    for key in ["canceled_trade_entries", "canceled_entry_orders", "replaced_entry_orders"] {
        assert_eq!(exported[key], result["counters"][key], "{key}");
    }
    assert_eq!(exported["enable_protections"], true);
    let wallet = folder.join("wallet.feather");
    let mut member = zip.by_name(&format!("{stem}_Ladder_wallet.feather")).unwrap();
    std::io::copy(&mut member, &mut fs::File::create(&wallet).unwrap()).unwrap();
    let columns = read_columns(&wallet, &["date", "balance"]).unwrap();
    let (dates, balances) = (&columns[0], &columns[1]);
    // The stake currency comes first at each date, and may be owed: orders that wait are not set aside.
    let coins = |row: &usize| dates[*row] == dates[*row - 1];
    assert!((1..dates.len()).filter(coins).all(|row| balances[row] > 0.0));
    let steps = dates.windows(2).filter(|pair| pair[0] != pair[1]).count() + 1;
    assert!(dates.len() > steps && dates.is_sorted());
}

#[test]
fn the_page_tells_each_order_of_trades_that_have_several() {
    let project = project();
    let result = run(&project, &[])["results"][0].take();
    let text = project.stdout(&["report", "--json"]);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(faults("report", &document), [""; 0]);
    let told = &document["runs"][0]["timeranges"][0]["trades"];
    let column = |key: &str| list(&told["fills"], key);
    let orders = column("trade").iter().zip(column("date")).zip(column("rate"));
    let mut places = std::collections::BTreeSet::new();
    for ((place, date), rate) in orders {
        let place = place.as_u64().unwrap() as usize;
        places.insert(place);
        let all = list(&result["trades"][place], "orders");
        let is_it = |order: &Value| {
            order["order_filled_timestamp"] == *date && order["safe_price"] == *rate
        };
        assert!(all.iter().any(is_it), "{place}");
    }
    let several = |trade: &&Value| {
        let orders = list(trade, "orders");
        orders.len() > 2 || orders[0]["order_filled_timestamp"] != trade["open_timestamp"]
    };
    assert_eq!(places.len(), list(&result, "trades").iter().filter(several).count());
    assert!(list(&told["fills"], "tags").contains(&json!("half")));
}
