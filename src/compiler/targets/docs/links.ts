/** Which page a form or a command is described on, and the links between those pages. */
import type { Location, Model } from '../../model/model.js';

/** `tcpip` for grammar/tcpip.at. */
export const chapterOf = (file: string): string => file.replace(/^.*\//, '').replace(/\.at$/, '');

/** What a heading is called in a link to it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');

/** The anchors of the headings of a page: of two that come out alike the second is numbered. */
function anchorsOf(headings: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return headings.map((heading) => {
    const anchor = anchorOf(heading);
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

interface Place {
  readonly chapter: string;
  readonly anchor: string;
}

/** By `form TYPE` and `command NAME`. The headings of a page: its chapter, its forms, its commands. */
function placesOf({ forms, commands }: Model): Map<string, Place> {
  const chapters = new Set([...forms, ...commands].map(({ location }) => chapterOf(location.file)));
  const places = new Map<string, Place>();
  for (const chapter of chapters) {
    const isHere = ({ location }: { readonly location: Location }): boolean => chapterOf(location.file) === chapter;
    const entries = [
      { key: '', heading: chapter },
      ...(forms.some(isHere) ? [{ key: '', heading: 'Forms' }] : []),
      ...forms.filter(isHere).map(({ type }) => ({ key: `form ${type}`, heading: type })),
      ...(commands.some(isHere) ? [{ key: '', heading: 'Commands' }] : []),
      ...commands.filter(isHere).map(({ name, heads }) => ({ key: `command ${name}`, heading: heads[0] ?? '' })),
    ];
    anchorsOf(entries.map(({ heading }) => heading)).forEach((anchor, i) => {
      places.set(entries[i]?.key ?? '', { chapter, anchor });
    });
  }
  return places;
}

/** Links that work on the page of a chapter; `folder`: where the pages are, as seen from the page that links. */
export class Links {
  private readonly places: ReadonlyMap<string, Place>;
  private readonly chapter: string | undefined;
  private readonly folder: string;

  constructor(model: Model, chapter?: string, folder = '') {
    this.places = placesOf(model);
    this.chapter = chapter;
    this.folder = folder;
  }

  form(type: string): string {
    return `[${type}](${this.target(`form ${type}`)})`;
  }

  forms(types: readonly string[]): string {
    return types.map((type) => this.form(type)).join(', ');
  }

  command(name: string, heading: string): string {
    return `[\`${heading}\`](${this.target(`command ${name}`)})`;
  }

  private target(key: string): string {
    const place = this.places.get(key);
    if (place === undefined) return '#';
    const page = place.chapter === this.chapter ? '' : `${this.folder}${place.chapter}.md`;
    return `${page}#${place.anchor}`;
  }
}
