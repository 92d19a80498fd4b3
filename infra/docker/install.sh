#!/bin/sh
# Inside an image: installs some groups of requirements.in.
set -eu
cd "$(dirname "$0")"
wanted=$(mktemp)
python3 requirements.py "$@" >"$wanted"
pip install --quiet --disable-pip-version-check --no-cache-dir --no-compile --use-pep517 --no-deps --require-hashes -r "$wanted"
python -m compileall -q -j 2 /opt/venv/lib
rm "$wanted"
