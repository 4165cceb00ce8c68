declare module 'nearley/lib/compile.js' {
  export default function compile(ast: unknown, options: object): unknown;
}
declare module 'nearley/lib/generate.js' {
  export default function generate(compiled: unknown, name: string): string;
}
declare module 'nearley/lib/nearley-language-bootstrapped.js' {
  const language: import('nearley').CompiledRules;
  export default language;
}
