#!/usr/bin/env bash
# Stops Mockstagram; ./stop.sh --purge deletes its data too.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
. infra/native/setup.sh
. infra/native/checkout.sh

if [ -d .local/compose ] && docker info >/dev/null 2>&1; then
  infra/docker/down.sh "$@"
fi
use_open_checkout stop.sh "$@"
[ -x .venv/bin/python ] || exit 0
exec .venv/bin/python -m infra.native.down "$@"
