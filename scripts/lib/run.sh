# Shell functions that build and run Parley from a clone. Sourced by scripts/start and scripts/join from the top
# folder of the clone, after install.sh; does nothing by itself.

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in fr*) french=1 ;; *) french=0 ;; esac

# say ENGLISH FRENCH
say() { if [ "$french" = 1 ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }

# fail ENGLISH FRENCH
fail() {
  printf 'parley: %s\n' "$(say "$1" "$2")" >&2
  exit 1
}

# The data folder of the platform, as the commands themselves choose it.
default_data() {
  case "$(uname -s)" in
    Darwin) printf '%s\n' "$HOME/Library/Application Support/Parley" ;;
    *) case "${XDG_DATA_HOME:-}" in
      /*) printf '%s\n' "$XDG_DATA_HOME/parley" ;;
      *) printf '%s\n' "$HOME/.local/share/parley" ;;
    esac ;;
  esac
}

# An absolute path, whether or not it is there.
absolute() { case "$1" in /*) printf '%s\n' "$1" ;; *) printf '%s\n' "$called_from/$1" ;; esac; }

# Bundles the product when a source is newer than the bundle.
build_product() {
  if [ -f dist/parley.js ] && [ -z "$(find shared ca-node peer scripts/parley.ts scripts/build.js package-lock.json \
    -name node_modules -prune -o -type f -newer dist/parley.js -print 2>/dev/null | head -n 1)" ]; then
    return 0
  fi
  say "Building ..." "Construction ..." >&2
  "$node" scripts/build.js
}

# The Node that npm brought, when there is one: it is new enough.
find_node() {
  if [ -x node_modules/node/bin/node ]; then node="$PWD/node_modules/node/bin/node"; else node=node; fi
  parley=("$node" "$PWD/scripts/parley.js")
}

# json_field NAME < FILE: a text of a flat JSON object; nothing when it is not there.
json_field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

children=()

# stop_children: ends what this script started, by pid, newest first, and waits for each.
stop_children() {
  local at
  for ((at = ${#children[@]} - 1; at >= 0; at--)); do kill -TERM "${children[at]}" 2>/dev/null || true; done
  for ((at = ${#children[@]} - 1; at >= 0; at--)); do wait "${children[at]}" 2>/dev/null || true; done
  children=()
}

# serve NAME COMMAND...: starts a program that stays, waits for its ready line (left in $ready) and keeps its pid.
serve() {
  local name="$1"
  shift
  local out="$run/$name.out" err="$run/$name.err"
  : >"$out"
  "${parley[@]}" "$@" --json </dev/null >"$out" 2>"$err" &
  local pid=$!
  children+=("$pid")
  local waited
  for ((waited = 0; waited < 600; waited++)); do
    ready="$(grep -m 1 '"ready":true' "$out" || true)"
    [ -n "$ready" ] && break
    if ! kill -0 "$pid" 2>/dev/null; then
      local status=0
      wait "$pid" || status=$?
      show_error "$err"
      exit "$((status == 0 ? 1 : status))"
    fi
    sleep 0.1
  done
  [ -n "$ready" ] || fail "$name was not ready in a minute; see $err" "$name n’était pas prêt en une minute ; voir $err"
  show_notes "$err"
}

# Errors of the commands come as JSON here; people get the message.
show_error() {
  local message
  message="$(sed -n 's/^{"error":{"code":"\([A-Z_]*\)","message":"\(.*\)"}}$/\2 [\1]/p' "$1" | tail -n 1)"
  if [ -n "$message" ]; then printf 'parley: %s\n' "${message//\\\"/\"}" >&2; else cat "$1" >&2; fi
}

show_notes() { sed -n 's/^{"note":{"message":"\(.*\)"}}$/\1/p' "$1" | sed 's/\\"/"/g' >&2; }

# quietly COMMAND...: runs to the end; leaves its stdout in $answer; on a fault says it and returns its status.
quietly() {
  local status=0
  answer="$("${parley[@]}" "$@" --json </dev/null 2>"$run/command.err")" || status=$?
  if [ "$status" -eq 0 ]; then show_notes "$run/command.err"; fi
  return "$status"
}

must() { quietly "$@" || { local status=$?; show_error "$run/command.err"; exit "$status"; }; }

# A login from the name this machine knows the person by: as Parley wants it, or nothing.
own_login() {
  local name
  name="$( (id -un 2>/dev/null || true) | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9._-]//g; s/^[^a-z]*//; s/[._-]*$//; s/\([._-]\)[._-]*/\1/g' | cut -c 1-32)"
  printf '%s\n' "$name"
}

# wait_here: until a signal comes or one of the children ends by itself.
wait_here() {
  local status=0
  wait -n "${children[@]}" || status=$?
  say "One of the programs ended; see $run" "Un des programmes s’est arrêté ; voir $run" >&2
  exit "$((status == 0 ? 1 : status))"
}

# talk FOLDER: the terminal program, again and again, until Ctrl-C; what runs here goes on beside it.
talk() {
  while true; do
    "${parley[@]}" chat --data "$1" || true
    say "Parley goes on here. Enter: the terminal program again. Ctrl-C: stop." \
      "Parley continue ici. Entrée : le programme de terminal à nouveau. Ctrl-C : arrêter." >&2
    read -r _ || break
  done
}

on_exit() {
  trap - EXIT INT TERM HUP
  stop_children
}

# Ends everything, whatever ends this script.
end_children_with_me() {
  trap on_exit EXIT
  trap 'exit 0' INT TERM HUP
}
