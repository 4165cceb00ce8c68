#!/usr/bin/env bash
# What tests need of the machine, from Debian's packages: the programs that are named, or those of the serial port test and the
# browser test. A package that has another name than its program follows it: chat:ppp. Says what it installs.
set -euo pipefail
[ $# -gt 0 ] || set -- socat chromium
export PATH="$PATH:/usr/sbin"
missing=() packages=()
for one in "$@"; do
  tool=${one%%:*}
  if command -v "$tool" >/dev/null; then
    echo "test tools: $tool is there ($(command -v "$tool"))"
  else
    missing+=("$tool") packages+=("${one##*:}")
  fi
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
echo "test tools: installing ${packages[*]} from Debian's packages"
log=$(mktemp)
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
for tool in "${missing[@]}"; do
  where=$(command -v "$tool")
  echo "test tools: installed $tool ($where)"
done
