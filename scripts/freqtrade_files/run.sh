#!/usr/bin/env bash
# Checks that files of candles go both ways between autoquant, pandas and FreqTrade:
#
#     scripts/freqtrade_files/run.sh
#
# AUTOQUANT names a binary (else it is built), FILES_VENV the Python environment (else it is below
# target/). Prints a line for each check; the exit code is 1 if there is a difference.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

venv=${FILES_VENV:-$root/target/freqtrade-files-venv}
if [ ! -x "$venv/bin/freqtrade" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet freqtrade==2026.9 pandas==3.1.1 pyarrow==26.0.1 TA-Lib==0.8.2
fi

if [ -z "${AUTOQUANT:-}" ]; then
    (cd "$root" && cargo build --release)
    AUTOQUANT=$root/target/release/autoquant
fi
export PYTHONPATH="$root/scripts/shared"
exec "$venv/bin/python" "$here/check.py" --autoquant "$AUTOQUANT" "$@"
