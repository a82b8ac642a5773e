#!/usr/bin/env bash
# Tests, formatting, lints and docs: the same here and in CI. One profile and one target folder, so
# that the dependencies are built once.
set -euo pipefail
cd "$(dirname "$0")/.."

# Tests that compare with reference data must find it here, and say so when they do not.
export CI=1 CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never

# git2 and its zlib are built from C.
if ! command -v cc >/dev/null && command -v apt-get >/dev/null; then
    apt-get update -q && apt-get install -q -y --no-install-recommends gcc libc6-dev
fi
cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
cargo clippy --version >/dev/null 2>&1 || rustup component add clippy

step() {
    echo "── $*"
    "$@"
}

step cargo fmt --check
step cargo test --release
step cargo clippy --release --all-targets -- -D warnings
RUSTDOCFLAGS="-D warnings" step cargo doc --release --no-deps --lib
