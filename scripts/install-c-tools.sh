#!/usr/bin/env bash
# What the tests of the C engine on boards need of the machine, from Debian's packages. Says what it installs.
set -euo pipefail
packages=()
need() { if command -v "$1" >/dev/null; then echo "C tools: $1 is there"; else packages+=("$2"); fi; }
need arm-none-eabi-gcc gcc-arm-none-eabi
need qemu-system-arm qemu-system-arm
need avr-gcc gcc-avr
need simavr simavr
[ -d /usr/share/arduino/hardware/arduino/avr ] || packages+=(arduino-core-avr)
[ -e /usr/lib/avr/include/avr/io.h ] || packages+=(avr-libc)
[ ${#packages[@]} -eq 0 ] && exit 0
echo "C tools: installing ${packages[*]} from Debian's packages"
log=$(mktemp)
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
