/** Scripts that let a shell complete the command line. */
import type { Flag, Value, Words } from './words.js';

/** One word for a shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const list = (words: readonly string[]): string => quoted(words.join(' '));

function bashValue(value: Value): string | undefined {
  if (value.kind === 'none') return undefined;
  if (value.kind === 'words') return `COMPREPLY=($(compgen -W ${list(value.words)} -- "$cur"))`;
  return value.kind === 'files' ? 'COMPREPLY=($(compgen -f -- "$cur"))' : 'COMPREPLY=()';
}

function bashCases({ name, flags }: Words): string[] {
  return flags.flatMap(({ names, value }) => {
    const reply = bashValue(value);
    const patterns = names.map((flag) => quoted(`${name} ${flag}`)).join('|');
    return reply === undefined ? [] : [`    ${patterns}) ${reply}; return ;;`];
  });
}

export function bash(commands: readonly Words[]): string {
  const options = commands.map(
    ({ name, flags }) => `    ${name}) words=${list(flags.flatMap(({ names }) => names))} ;;`,
  );
  const choices = commands
    .filter(({ choices: all }) => all.length > 0)
    .map(({ name, choices: all }) => `    ${name}) COMPREPLY=($(compgen -W ${list(all)} -- "$cur")); return ;;`);
  return `# Completion of sim800 in bash: source <(sim800 completion bash)
_sim800() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words=
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ${list([...commands.map(({ name }) => name), '--help', '--version'])} -- "$cur"))
    return
  fi
  case "$command $prev" in
${commands.flatMap(bashCases).join('\n')}
  esac
  case $command in
${options.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case $command in
${choices.join('\n')}
  esac
  COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _sim800 sim800
`;
}

/** In a specification of _arguments brackets and colons have a meaning. */
const escaped = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');

function zshValue(value: Value): string {
  if (value.kind === 'none') return '';
  if (value.kind === 'words') return `:value:(${value.words.join(' ')})`;
  return value.kind === 'files' ? ':file:_files' : ':value:';
}

function zshFlag({ names, says, value }: Flag): string[] {
  return names.map((name) => `      ${quoted(`*${name}[${escaped(says)}]${zshValue(value)}`)}`);
}

export function zsh(commands: readonly Words[]): string {
  const described = commands.map(({ name, says }) => `    ${quoted(`${name}:${says.replaceAll(':', '\\:')}`)}`);
  const cases = commands.map(({ name, flags, choices }) => {
    const rest = choices.length === 0 ? "'*:file:_files'" : quoted(`1:what:(${choices.join(' ')})`);
    return `    ${name})\n      _arguments \\\n${[...flags.flatMap(zshFlag), `      ${rest}`].join(' \\\n')} ;;`;
  });
  return `#compdef sim800
# Completion of sim800 in zsh: sim800 completion zsh > a file _sim800 in a folder of $fpath
_sim800() {
  local -a commands=(
${described.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${cases.join('\n')}
  esac
}
compdef _sim800 sim800
`;
}

function fishFlag(command: string, { names, says, value }: Flag): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const values = { none: '', files: ' -r -F', any: ' -x', words: ' -x' }[value.kind];
  const words = value.kind === 'words' ? ` -a ${list(value.words)}` : '';
  const seen = quoted(`__fish_seen_subcommand_from ${command}`);
  return `complete -c sim800 -n ${seen} ${flags.join(' ')}${values}${words} -d ${quoted(says)}`;
}

export function fish(commands: readonly Words[]): string {
  const lines = commands.flatMap(({ name, says, flags, choices }) => [
    `complete -c sim800 -n __fish_use_subcommand -f -a ${name} -d ${quoted(says)}`,
    ...(choices.length === 0
      ? []
      : [`complete -c sim800 -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -f -a ${list(choices)}`]),
    ...flags.map((flag) => fishFlag(name, flag)),
  ]);
  return `# Completion of sim800 in fish: sim800 completion fish > ~/.config/fish/completions/sim800.fish\n${lines.join('\n')}\n`;
}
