#!/usr/bin/env bash
# Builds the images, starts the system in containers, walks through it in a real browser, and takes it down again.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

HTTP=8580 HTTPS=8581
PATH=$PWD/.venv/bin:$PATH
trap 'infra/docker/down.sh --purge >/dev/null 2>&1' EXIT

LIMITS_MULTIPLIER=1000 infra/docker/up.sh --yes --http-port "$HTTP" --https-port "$HTTPS" || exit 1
MOCKSTAGRAM_TEST_COMPOSE=$HTTP:$HTTPS python -m tests.journeys world.spec.ts
