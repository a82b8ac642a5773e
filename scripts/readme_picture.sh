#!/bin/sh
# The picture of the README: a short research on the demo's candles. Edits that raise the worst timerange are
# kept, the others taken back. The same binary draws the same picture: scripts/readme_picture.sh [FOLDER]
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
work=${1:-$(mktemp -d)}
autoquant=${AUTOQUANT:-$root/target/release/autoquant}
[ -x "$autoquant" ] || cargo build --release

"$autoquant" --quiet demo "$work/demo" > "$work/run.log"
cd "$work/demo"
git config user.name research
git config user.email research@localhost

# Edits come one at a time, so the other two stay as they are for long.
sed -i 's/"max_active_strategies": 3/"max_active_strategies": 3, "stagnation_rounds": 99/' config.json
ranges='const test_timeranges = [["2021-22", "20210301-20221231"], ["2023", "20230101-20231231"], ["2024-25", "20240101-20251231"]];'
for file in user_data/strategies/[A-Z]*.rhai; do
    sed -i "s/^const timeframe/$ranges\nconst timeframe/" "$file"
done

figure() { # the headline of a strategy
    awk -v name="$1" '$1 == "strategy:" { now = $2 } $1 == "robust_equity_sharpe:" && now == name { print $2 }' "$work/run.log"
}

# An edit of one strategy, tried by all: kept where its headline rises.
round() { # strategy, sed expression, note
    before=$(figure "$1")
    sed -i "$2" "user_data/strategies/$1.rhai"
    git commit --quiet --allow-empty --all --message "$3"
    "$autoquant" --quiet run > "$work/run.log"
    if awk "BEGIN { exit !($(figure "$1") > $before) }"; then
        for name in DonchianBreakout EmaTrend RsiDip; do
            if [ "$name" = "$1" ]; then note=$3; else note="as it was"; fi
            set -- "$@" "$name=$note"
        done
        shift 3
        "$autoquant" --quiet log --round "$@" > "$work/log" || cat "$work/log"
    else
        git reset --quiet --hard HEAD~1
        "$autoquant" --quiet run > "$work/run.log"
    fi
}

git commit --quiet --all --message "three timeranges"
"$autoquant" --quiet run > "$work/run.log"
"$autoquant" --quiet log --round DonchianBreakout=first EmaTrend=first RsiDip=first > "$work/log"

for pair in 8:18 10:20 16:23 20:25 24:30 30:34; do
    length=${pair%:*} low=${pair#*:}
    round EmaTrend "s/EMA(df, [0-9]*)/EMA(df, $length)/" "a fast average of $length"
    round RsiDip "s/\(\"rsi_low\", 15, 35, \)[0-9]*/\1$low/" "dips below $low"
    round DonchianBreakout "s/rolling([0-9]*).min()/rolling($((length * 3))).min()/" "leaves at the low of $((length * 3)) hours"
done
for stop in 0.05 0.07 0.09 0.15 0.20 0.25; do
    for name in RsiDip EmaTrend DonchianBreakout; do
        round "$name" "s/^const stoploss = .*/const stoploss = -$stop;/" "a stop of $stop"
    done
done
for length in 60 90 180 240 360; do
    round DonchianBreakout "s/rolling([0-9]*).max()/rolling($length).max()/" "a channel of $length hours"
done

"$autoquant" --quiet report --svg "$root/docs/report.svg"
"$autoquant" --quiet report --out "$work/report.html"
