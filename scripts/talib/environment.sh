# Sets up what the comparisons with TA-Lib need: python=…, kernels=…. To be sourced.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
venv=${TALIB_VENV:-$root/target/talib-venv}
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet TA-Lib==0.8.2 numpy
fi
python=$venv/bin/python
kernels=$(cd "$root" && cargo build --release --bench kernels --message-format=json-render-diagnostics |
    "$python" "$root/scripts/talib/built.py" kernels)
