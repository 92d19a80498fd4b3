#!/usr/bin/env bash
# Builds the images, writes what the containers read, starts them and waits until the site answers.
cd "$(dirname "$(readlink -f "$0")")/../.."
. infra/docker/lib.sh

usage() {
  cat <<'TEXT'
usage: start.sh [--yes] [--edges NAMES] [--http-port N] [--https-port N] [--no-demo] [--trust-ca] [--native]

  --yes           ask nothing
  --edges         edges to run, separated by commas; all by default
  --http-port     port of the site, 80 by default
  --https-port    port of the site over https, 443 by default
  --no-demo       do not load the demo world
  --trust-ca      let this machine trust the site's certificate
  --native        without containers
TEXT
}

yes=false trust=false demo=true edges='' http='' https=''
while [ $# -gt 0 ]; do
  case $1 in
    --yes) yes=true ;;
    --trust-ca) trust=true ;;
    --no-demo) demo=false ;;
    --edges) edges=$2; shift ;;
    --edges=*) edges=${1#*=} ;;
    --http-port) http=$2; shift ;;
    --http-port=*) http=${1#*=} ;;
    --https-port) https=$2; shift ;;
    --https-port=*) https=${1#*=} ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

began=$(date +%s)

# What was chosen at the last start.
saved() { sed -n "s/^$1=//p" "$TARGET/settings" 2>/dev/null || true; }

port_taken() { grep -q "=$1$" "$TARGET/settings.new" || (exec 4<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The port asked for, else that of the last start, else the usual one; when another program has it, the next free one.
choose_port() {
  local name=$1 asked=$2 usual=$3 next=$4 port
  port=${asked:-$(saved "$name")}
  port=${port:-$usual}
  if ! { $running && [ "$port" = "$(saved "$name")" ]; } && port_taken "$port"; then
    [ "$port" = "$usual" ] || next=$((port + 1))
    while port_taken "$next"; do next=$((next + 1)); done
    say "  port $port is taken by another program: using $next"
    port=$next
  fi
  say "$name=$port" >&3
}

# Subnets of everybody else's networks.
foreign_subnets() {
  local format='{{if ne (index .Labels "com.docker.compose.project") "'$NAME'"}}{{range .IPAM.Config}}{{println .Subnet}}{{end}}{{end}}'
  docker network ls -q | xargs -r docker network inspect -f "$format"
}

# The first two bytes of all our addresses.
choose_subnet() {
  local subnet=${MOCKSTAGRAM_SUBNET:-$(saved MOCKSTAGRAM_SUBNET)} taken byte=83
  taken=$(foreign_subnets)
  subnet=${subnet:-10.83}
  while grep -q "^$subnet\." <<<"$taken"; do byte=$((byte + 1)) subnet=10.$byte; done
  printf '%s' "$subnet"
}

choose() {
  local running=false
  [ -z "$(ours)" ] || running=true
  mkdir -p "$TARGET"
  exec 3>"$TARGET/settings.new"
  say "MOCKSTAGRAM_NAME=$NAME" "MOCKSTAGRAM_FOLDER=./$TARGET" "MOCKSTAGRAM_TAG=$TAG" "MOCKSTAGRAM_SUBNET=$(choose_subnet)" >&3
  choose_port HTTP_PORT "$http" 80 8080
  choose_port HTTPS_PORT "$https" 443 8443
  choose_port MAILBOX_PORT '' 17041 17042
  choose_port CONTROL_PORT '' 17049 17050
  exec 3>&-
  mv "$TARGET/settings.new" "$TARGET/settings"
}

build() {
  local image
  for image in infra services web; do
    say "  image $image …"
    docker build -f infra/docker/Dockerfile --target "$image" -t "mockstagram/$image:$TAG" . >"$TARGET/build.log" 2>&1 ||
      { tail -n 30 "$TARGET/build.log" >&2; die "The image $image could not be built."; }
  done
}

# Runs in the image, so that this machine needs no Python of its own.
prepare() {
  docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD/$TARGET:/target" \
    -e LIMITS_MULTIPLIER -e LOG_LEVEL -e SMTP_URL -e PUBLIC_URL -e OTEL_EXPORTER_OTLP_ENDPOINT \
    --entrypoint python "mockstagram/infra:$TAG" -m infra.docker.prepare --target /target ${edges:+--edges "$edges"} \
    --ports "$http" "$https"
}

fingerprint() { find "$TARGET" -type f ! -name fingerprint ! -name settings ! -name '*.log' ! -path '*/certificates/*' -exec sha256sum {} + | sort | sha256sum; }

# Starts what does not run, and everything anew when what it reads has changed.
run_containers() {
  local new services wanted recreate=() starting
  services=$(prepare) || die 'The containers could not be prepared.'
  wanted=$(wc -w <<<"$services")
  new=$(fingerprint)
  [ "$(cat "$TARGET/fingerprint" 2>/dev/null)" = "$new" ] || recreate=(--force-recreate)
  # shellcheck disable=SC2086
  compose up -d --remove-orphans ${recreate[@]+"${recreate[@]}"} $services >"$TARGET/up.log" 2>&1 &
  starting=$!
  while sleep 1; kill -0 $starting 2>/dev/null; do
    [ $((SECONDS % 5)) -ne 0 ] || say "  $(ours | wc -l) of $wanted containers run"
  done
  wait $starting || { tail -n 20 "$TARGET/up.log" >&2; die 'The containers did not start.'; }
  printf '%s\n' "$new" >"$TARGET/fingerprint"
}

site_answers() {
  exec 3<>"/dev/tcp/127.0.0.1/$http" || return 1
  printf 'GET /accounts/login HTTP/1.0\r\nHost: mockstagram.localhost\r\n\r\n' >&3
  local status=''
  read -t 5 -r status <&3 || true
  exec 3>&- 3<&-
  [[ $status == *' 200 '* ]]
}

# Containers whose health checks fail; asked here because the engine begins with them half a minute after a start.
missing_parts() {
  local format='{{.Id}} {{index .Config.Labels "com.docker.compose.service"}} {{index .Config.Healthcheck.Test 1}}' id name check
  ours | xargs -r docker inspect -f "$format" | {
    while read -r id name check; do
      { docker exec "$id" sh -c "$check" >/dev/null 2>&1 || printf '%s ' "$name"; } &
    done
    wait
  }
}

wait_for_site() {
  local deadline=$((SECONDS + 420)) missing='' spoke=$SECONDS
  until site_answers 2>/dev/null && missing=$(missing_parts) && [ -z "$missing" ]; do
    [ $SECONDS -lt $deadline ] || { compose ps; die 'The site did not answer in time. See: infra/docker/compose.sh logs'; }
    if [ $((SECONDS - spoke)) -ge 5 ]; then
      say "  waiting for ${missing:-the site}"
      spoke=$SECONDS
    fi
    sleep 1
  done
}

names_resolve() { getent hosts mockstagram.com | grep -q '^127\.' && getent hosts image.mockstagramcdn.com | grep -q '^127\.'; }

ensure_names() {
  local line='127.0.0.1 mockstagram.com image.mockstagramcdn.com # Mockstagram' answer=y
  names_resolve && return 0
  [ -w /etc/hosts ] || { say "  To use mockstagram.com, add this line to /etc/hosts:" "    $line"; return 1; }
  if ! $yes; then
    [ -t 0 ] || return 1
    read -r -p "  May /etc/hosts get the line “$line”? [y/N] " answer
  fi
  case $answer in y|Y|yes) ;; *) return 1 ;; esac
  [ -z "$(tail -c 1 /etc/hosts)" ] || printf '\n' >>/etc/hosts
  printf '%s\n' "$line" >>/etc/hosts
}

trust_authority() {
  [ "$(id -u)" -eq 0 ] || die 'Trusting the certificate needs root.'
  cp "$TARGET/certificates/ca.crt" /usr/local/share/ca-certificates/mockstagram.crt
  update-ca-certificates >/dev/null
  say '  trusted: system store'
}

say_addresses() {
  local http_suffix='' https_suffix='' host=mockstagram.localhost
  [ "$http" = 80 ] || http_suffix=:$http
  [ "$https" = 443 ] || https_suffix=:$https
  say '' 'Mockstagram runs in containers:'
  if $names; then
    host=mockstagram.com
    say "  http://$host$http_suffix"
  fi
  say "  http://mockstagram.localhost$http_suffix" "  https://$host$https_suffix   (./start.sh --trust-ca)" \
    "  mailbox            http://127.0.0.1:$(saved MAILBOX_PORT)" "  links between regions  http://127.0.0.1:$(saved CONTROL_PORT)" \
    "  state: infra/docker/compose.sh ps · logs: infra/docker/compose.sh logs · memory: infra/docker/memory.sh · stop with ./stop.sh" ''
}

# It is as well to go on without a demo world.
load_demo() {
  local terminal=(-T)
  if [ -t 0 ] && [ -t 1 ]; then terminal=(); fi
  compose run --rm ${terminal[@]+"${terminal[@]}"} demo 2>>"$TARGET/up.log" || true
}

say 'Mockstagram: setting up'
choose
http=$(saved HTTP_PORT) https=$(saved HTTPS_PORT)
build
names=false
ensure_names && names=true
say '  starting …'
run_containers
! $trust || trust_authority
wait_for_site
say "  up after $(($(date +%s) - began)) s"
say_addresses
! $demo || load_demo
