/** What can be imported of the package: `index` is the package itself, every other one a name below it. */
export const ENTRIES = [
  'index',
  'runtime',
  'streams',
  'node',
  'session',
  'values',
  'arbitraries',
  'compiler',
  'module',
  'compact',
  'tcpip',
] as const;
