#!/bin/sh
# Reports of an empty workspace, of both demos and of a thousand trials in headless Chromium: report_browser/run.sh [FOLDER]
# Screenshots and a print are left in FOLDER; look at them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(readlink -f "${1:-$(mktemp -d)}")
autoquant=${AUTOQUANT:-$root/target/release/autoquant}
mkdir -p "$work"

if ! command -v chromium > /dev/null || ! command -v chromedriver > /dev/null || ! /usr/bin/python3 -c 'import selenium' 2> /dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium chromium-driver python3-selenium poppler-utils > /dev/null
fi
[ -x "$autoquant" ] || (cd "$root" && cargo build --release)

"$autoquant" --quiet init "$work/empty" > /dev/null
"$autoquant" --quiet demo "$work/demo" > /dev/null
"$autoquant" --quiet demo --futures "$work/futures" > /dev/null
[ -d "$work/thousand" ] || python3 "$here/research.py" "$autoquant" "$work/thousand" 330

failed=0
for name in empty demo futures thousand; do
    echo "== $name"
    page=$work/$name/user_data/backtest_results/report.html
    # The best of three: other work on the machine is not the report's.
    python3 - "$autoquant" "$work/$name" << 'EOF'
import subprocess, sys, time
took = []
for _ in range(3):
    start = time.perf_counter()
    done = subprocess.run([sys.argv[1], "-C", sys.argv[2], "--quiet", "report"], check=True, capture_output=True, text=True)
    took.append(time.perf_counter() - start)
print(done.stdout, end="")
print(f"written in {min(took):.2f} s")
sys.exit(min(took) > 1.0)
EOF
    ls -l "$page" | awk '{ print $5, "bytes"; exit $5 > 8000000 }'
    mkdir -p "$work/pictures/$name"
    /usr/bin/python3 "$here/browser.py" "$page" "$work/pictures/$name" || failed=1
done
exit $failed
