#!/bin/sh
# Prints the table of sizes in c/README.md: needs gcc-arm-none-eabi, gcc-avr and avr-libc. From the project's root.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# size COMPILER FLAGS...: bytes of code and constants of the engine and one grammar
total() {
  tool=$1
  shift
  sum=0
  for source in c/sim800_engine.c c/sim800_fields.c "$grammar/sim800_grammar.c"; do
    "$tool-gcc" "$@" -std=c99 -Os -Ic -I"$grammar" -fstack-usage -c "$source" -o "$tmp/o.o"
    sum=$((sum + $("$tool-size" "$tmp/o.o" | awk 'NR == 2 { print $1 + $2 }')))
  done
  echo "$sum"
}

# Bytes of RAM besides the line buffer.
ram() {
  printf '#include "sim800_engine.h"\nchar size[sizeof(sim800)];\n' > "$tmp/ram.c"
  arm-none-eabi-gcc -mcpu=cortex-m0plus -mthumb -DSIM800_LINE_MAX=4 -Ic -I"$grammar" -c "$tmp/ram.c" -o "$tmp/ram.o"
  echo $(($(arm-none-eabi-size "$tmp/ram.o" | awk 'NR == 2 { print $2 + $3 }') - 4))
}

row() {
  name=$1
  shift
  grammar=$tmp/grammar
  rm -rf "$grammar"
  npx tsx src/cli.ts compile grammar/*.at --target c99 "$@" --out "$grammar" > /dev/null 2>&1
  forms=$(sed -n 's/.*SIM800_FORMS = \([0-9]*\).*/\1/p' "$grammar/sim800_grammar.h")
  program=$(sed -n 's/.*SIM800_PROGRAM_SIZE \([0-9]*\)u/\1/p' "$grammar/sim800_config.h")
  arm=$(total arm-none-eabi -mcpu=cortex-m0plus -mthumb)
  avr=$(total avr -mmcu=atmega1284p)
  echo "| $name | $forms | $program | $arm | $avr | $(ram) |"
}

echo '| forms | how many | of it program | Cortex-M0+ | AVR | RAM besides the line |'
echo '|---|---|---|---|---|---|'
tcp=connect-ok,connect-fail,already-connect,send-ok,send-fail,data-accept,cipsend,cipack,close,close-ok,closed,shut-ok,pdp-deact,local-ip,state,client-status,cdnsgip,cdnsgip-fail,server-ok,server-close,remote-ip,received,ok,error,prompt,echo
row 'TCP: `--forms '"$(echo $tcp | cut -c1-30)"'...`' --forms $tcp
row 'the same, `--strict`' --forms $tcp --strict
row '`--forms tcpip,received,settings,ok,error,cme-error,prompt,echo`' --forms tcpip,received,settings,ok,error,cme-error,prompt,echo
row 'all' 
