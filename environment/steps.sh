# Sourced by setup.sh: messages, steps with progress, locking, hashes.

say() { printf '%s\n' "$*"; }

# fail PROBLEM [REMEDY]: says what is wrong and what helps, and ends.
fail() {
  printf '\nerror: %s\n' "$1" >&2
  [ -n "${2:-}" ] && printf '%s\n' "$2" | sed 's/^/  /' >&2
  unlock
  exit 1
}

# fail_with_log LOG PROBLEM [REMEDY]
fail_with_log() {
  printf '\n' >&2
  tail -n 25 "$1" 2>/dev/null | sed 's/^/  | /' >&2
  fail "$2 The whole log: $1" "${3:-}"
}

network_remedy() {
  if grep -qiE 'unknown host|UnresolvedAddress|could not transfer|Failed to establish|NameResolution|Temporary failure|Network is unreachable|Connection refused|from versions: none' "$1"; then
    say "The first set-up needs the network (Maven Central and PyPI). Later starts do not."
    say "Behind a proxy: set it in ~/.m2/settings.xml and in HTTPS_PROXY, then run this again; it goes on where it stopped."
  fi
}

# attempt LABEL LOG COUNTED COMMAND…: runs COMMAND with its output in LOG, and a clock; COUNTED is a pattern of lines to count.
attempt() {
  local label log=$2 counted=$3 begin=$SECONDS next=30 status=0
  step=$((step + 1))
  label="[$step/$steps] $1"
  shift 3
  [ -t 1 ] || say "$label"
  "$@" > "$log" 2>&1 < /dev/null &
  running=$!
  while kill -0 "$running" 2>/dev/null; do
    sleep 0.3
    if [ -t 1 ]; then
      printf '\r\033[K%s  %s s%s' "$label" $((SECONDS - begin)) "$(count_of "$counted" "$log")"
    elif [ $((SECONDS - begin)) -ge "$next" ]; then
      say "      $next s$(count_of "$counted" "$log")"
      next=$((next + 30))
    fi
  done
  wait "$running" || status=$?
  running=
  if [ -t 1 ]; then printf '\r\033[K%s  ' "$label"; else printf '      '; fi
  if [ "$status" -eq 0 ]; then say "done, $((SECONDS - begin)) s"; else say "failed after $((SECONDS - begin)) s"; fi
  return "$status"
}

count_of() {
  [ -n "$1" ] || return 0
  local count
  count=$(grep -c "$1" "$2" 2>/dev/null)
  [ "${count:-0}" -eq 0 ] || printf ', %s packages' "$count"
}

# One set-up at a time: two would write the same folders. The lock is a link that names its owner's process: made in one
# stroke, and taken over when that process is gone. One that names this process is an earlier one's of the same number, as
# each first process of a container is.
lock() {
  local owner told=
  until ln -s $$ "$state/lock" 2>/dev/null; do
    owner=$(readlink "$state/lock") || continue
    if [ "$owner" = $$ ] || ! kill -0 "$owner" 2>/dev/null; then
      take_over "$owner"
      continue
    fi
    [ -n "$told" ] || say "Another set-up runs here (process $owner); waiting for it."
    told=yes
    sleep 1
  done
  locked=yes
}

# take_over OWNER: removes the lock of a process that is gone. Of two that wait, the slower one may find the quicker one's
# new lock in its hands; it puts that back.
take_over() {
  local aside=$state/lock.$$ moved
  mv "$state/lock" "$aside" 2>/dev/null || return 0
  moved=$(readlink "$aside")
  [ "$moved" = "$1" ] || ln -s "$moved" "$state/lock" 2>/dev/null
  rm -f "$aside"
}

unlock() {
  [ -z "${running:-}" ] || kill "$running" 2>/dev/null
  [ -z "${locked:-}" ] || rm -f "$state/lock"
  locked=
}
trap unlock EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# hash_of PATH…: twelve digits over names and contents of all files there.
hash_of() {
  find "$@" -type f ! -name '.*' 2>/dev/null | LC_ALL=C sort | while IFS= read -r file; do
    printf '%s\n' "${file#"$project"/}"
    cat "$file"
  done | if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-12
}
