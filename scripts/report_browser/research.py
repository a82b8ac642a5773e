"""A research as an agent's night leaves it, on the demo's candles: research.py AUTOQUANT FOLDER ROUNDS

Three strategies on four timeranges and five pairs; each round edits one, runs all, and keeps the edit or takes it
back; two what-ifs a round. Notes hold what must not do any harm in a page."""
import pathlib
import random
import re
import subprocess
import sys

AUTOQUANT, FOLDER, ROUNDS = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
NAMES = ["RsiDip", "EmaTrend", "DonchianBreakout"]
STRATEGIES = FOLDER / "user_data/strategies"
RANGES = (
    'const test_timeranges = [["rise_2021","20210301-20211231"],["fall_2022","20220101-20221231"],'
    '["2023","20230101-20231231"],["late","20240101-20251231"]];\n'
)
NOTES = [
    "wider stop: fewer losers, same trades",
    "slower average, the trend is held longer",
    "tighter entry after the dip",
    "lower threshold: too few trades",
    "<script>window.hacked=1</script> quotes \" and ' and `",
    "<img src=x onerror=\"window.hacked=2\"> <b>bold</b> <a href='javascript:hacked=3'>link</a>",
    "{{script}} {{data}} </script><!-- <sub>a</sub>",
    "\u202eהסטופ היה רחב מדי\u202c שלום, then English again",
    "🚀🚀 moon 👩‍👩‍👧‍👦 stop 3x",
    "long " * 2000,
]


def call(*words, fine=True):
    done = subprocess.run(words, cwd=FOLDER, capture_output=True, text=True)
    if fine and done.returncode:
        sys.exit(f"{' '.join(words)[:200]}: {done.stdout[-500:]}{done.stderr[-2000:]}")
    return done


def edited(text, dice):
    """The script with another stop, or other lengths."""
    if dice.random() < 0.5:
        return re.sub(r"const stoploss = -[\d.]+;", f"const stoploss = -{dice.uniform(0.02, 0.3):.3f};", text)

    def other(found):
        return f"{found[1]}{max(2, int(int(found[2]) * dice.uniform(0.6, 1.7)))}{found[3]}"

    text = re.sub(r"(ta::\w+\(df, )(\d+)(\))", other, text)
    return re.sub(r"(rolling\()(\d+)(\))", other, text)


def main():
    subprocess.run([AUTOQUANT, "--quiet", "demo", FOLDER], check=True, capture_output=True)
    call("git", "config", "user.name", "research")
    call("git", "config", "user.email", "research@localhost")
    kept = {}
    for name in NAMES:
        text = (STRATEGIES / f"{name}.rhai").read_text().replace('const timeframe = "4h"', 'const timeframe = "1h"')
        kept[name] = text.replace("const timeframe", RANGES + "const timeframe", 1)
        (STRATEGIES / f"{name}.rhai").write_text(kept[name])
    dice = random.Random(8)
    call("git", "commit", "--quiet", "--all", "--message", "four timeranges")
    call(AUTOQUANT, "run")
    call(AUTOQUANT, "log", "--round", *[f"{name}=the first of its kind" for name in NAMES])
    notes = 0
    for _ in range(ROUNDS):
        name = dice.choice(NAMES)
        text = edited(kept[name], dice)
        (STRATEGIES / f"{name}.rhai").write_text(text)
        call("git", "commit", "--quiet", "--all", "--allow-empty", "--message", "an edit")
        call(AUTOQUANT, "run")
        if dice.random() < 0.3:
            note = NOTES[notes % len(NOTES)]
            # A round may be refused: a strategy that was left alone for too long must change.
            logged = call(AUTOQUANT, "log", "--round", *[f"{one}={note if one == name else 'as it was'}" for one in NAMES], fine=False)
            notes += logged.returncode == 0
            kept[name] = text
        else:
            call("git", "reset", "--quiet", "--hard", "HEAD~1")
        for _ in range(2):
            low, fee = dice.randint(15, 35), round(dice.uniform(0.0005, 0.003), 5)
            call(AUTOQUANT, "run", "RsiDip", "--set", f"rsi_low={low}", "--fee", str(fee))
    call(AUTOQUANT, "run")


main()
