#!/bin/sh
# Compares autoquant with FreqTrade on random strategies: scripts/parity/run.sh [RUNS] [--seed S] [--case N].
# Sets up its own Python environment below target/ (PARITY_VENV names another place).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${PARITY_VENV:-$root/target/parity-venv}
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet freqtrade==2026.9 TA-Lib==0.8.2
fi
cd "$root"
cargo build --release
export PYTHONPATH="$root/scripts/shared"
exec "$venv/bin/python" "$here/compare.py" "$@"
