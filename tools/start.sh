# Sourced by the commands: `start MODULE ARGUMENTS…` brings .venv/ up to date and becomes that module in it.
# A fresh machine needs nothing but Python 3.11 or newer.
set -euo pipefail

python_3_11() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or newer is needed; python3 here is: $(python3 --version 2>&1 || true)" >&2
    return 1
}

start() {
    # A relative data folder is meant from where the command was called.
    if [[ -n "${KAFAAT_VAR:-}" && "$KAFAAT_VAR" != /* ]]; then
        export KAFAAT_VAR="$PWD/$KAFAAT_VAR"
    fi
    cd "$(dirname "${BASH_SOURCE[0]}")/.."
    local python
    python="$(python_3_11)"
    exec "$python" -m tools.setup "$@"
}
