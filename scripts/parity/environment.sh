# Sourced by the scripts beside it: the binary, and a Python with FreqTrade below target/ (PARITY_VENV names another).
root=$(cd "$here/../.." && pwd)
venv=${PARITY_VENV:-$root/target/parity-venv}
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet freqtrade==2026.9 TA-Lib==0.8.2
fi
(cd "$root" && cargo build --release)
export PYTHONPATH="$root/scripts/shared"
