import { describe, expect, it } from 'vitest';
import { brokenLinks } from '../../scripts/links.js';

const pages: Readonly<Record<string, string>> = {
  'README.md':
    'See [a](docs/a.md), [its end](docs/a.md#end), [the folder](docs/), [the Web](https://example.com/x.md).',
  'docs/a.md': 'Back [home](../README.md), [here](#end), and to [nothing](b.md) or [there](../c.md).',
  'docs/code.md': '`[not](a-link.md)`\n```ts\ncall[0](x.md)\n```\n',
};

describe('links of packed pages', () => {
  it('lead to a file or a folder, from the folder of their page; others are named', () =>
    expect(brokenLinks(Object.keys(pages), (page) => pages[page] ?? '')).toEqual([
      { page: 'docs/a.md', link: 'b.md' },
      { page: 'docs/a.md', link: '../c.md' },
    ]));
});
