#!/usr/bin/env bash
# What the serial port test and the browser test need of the machine, from Debian's packages. Says what it installs.
set -euo pipefail
missing=()
for tool in socat chromium; do
  if command -v "$tool" >/dev/null; then echo "test tools: $tool is there ($(command -v "$tool"))"; else missing+=("$tool"); fi
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
echo "test tools: installing ${missing[*]} from Debian's packages"
log=$(mktemp)
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
for tool in "${missing[@]}"; do
  where=$(command -v "$tool")
  echo "test tools: installed $tool ($where)"
done
