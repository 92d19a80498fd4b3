#!/usr/bin/env bash
# Docker Compose for this checkout's containers: infra/docker/compose.sh ps, … logs -f relay, … restart us-east-nats
cd "$(dirname "$(readlink -f "$0")")/../.."
. infra/docker/lib.sh
compose "$@"
