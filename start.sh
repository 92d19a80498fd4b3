#!/usr/bin/env bash
# Starts Mockstagram on this machine: ./start.sh --help lists the options. Running it again is quick and loses nothing.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
MOCKSTAGRAM_BEGAN=$(date +%s.%N)
export MOCKSTAGRAM_BEGAN
. infra/native/setup.sh
. infra/native/checkout.sh

native=false
options=()
for option in "$@"; do
  case $option in --native) native=true ;; *) options+=("$option") ;; esac
done

if ! $native && [ -e compose.yaml ] && docker info >/dev/null 2>&1; then
  exec infra/docker/up.sh ${options[@]+"${options[@]}"}
fi
use_open_checkout start.sh "$@"
say 'Mockstagram: setting up'
ensure_system
ensure_python
exec .venv/bin/python -m infra.native.up ${options[@]+"${options[@]}"}
