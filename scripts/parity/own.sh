#!/bin/sh
# Compares a FreqTrade class with its port on one's own candles: scripts/parity/own.sh X.py X.rhai [--workspace DIR].
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/environment.sh"
exec "$venv/bin/python" "$here/own.py" --autoquant "$root/target/release/autoquant" "$@"
