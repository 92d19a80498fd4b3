# Sourced by start.sh and stop.sh. As root, services run under accounts of their own; a checkout in a private home is
# closed to them. Then a copy outside of it is what runs.

closed_checkout() {
  [ "$(id -u)" -eq 0 ] || return 1
  ! setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --no-new-privs test -r "$PWD/start.sh"
}

use_open_checkout() {
  local script=$1 copy new
  shift
  closed_checkout || return 0
  copy=/var/lib/mockstagram/checkouts/$(printf '%s' "$PWD" | sha256sum | cut -c1-12)
  if [ "$script" = start.sh ]; then
    say "This folder is closed to the accounts of the services: running a copy of it, $copy"
    new=$copy.new
    rm -rf "$new" "$copy.old"
    mkdir -p "$new"
    tar -c --exclude=./.git --exclude=./.venv --exclude=node_modules --exclude=./.local --exclude=./web/*/dist . |
      tar -x --no-same-owner -C "$new"
    chmod -R go+rX "$new"
    chmod go+rx "$new"
    if [ -d "$copy" ]; then
      mv "$copy" "$copy.old"
      for kept in .venv web/node_modules web/bff/dist web/frontend/dist; do
        [ -e "$copy.old/$kept" ] && mv "$copy.old/$kept" "$new/$kept"
      done
    fi
    mv "$new" "$copy"
    rm -rf "$copy.old"
  fi
  exec "$copy/$script" "$@"
}
