// A plugin of TypeDoc. Of the many types of an entry those of messages and those of commands are groups of their own;
// what is called is a function, though it is a constant that is bound; `index` is the package itself.
import { Comment, CommentTag, Converter, ReflectionKind, RendererEvent } from 'typedoc';

const GROUPS = [
  [/Message$/, 'Messages'],
  [/Command$/, 'Commands'],
];

const isType = ({ kind }) => kind === ReflectionKind.Interface || kind === ReflectionKind.TypeAlias;
const isCalled = ({ kind, type }) =>
  kind === ReflectionKind.Variable && type?.type === 'reflection' && type.declaration.signatures !== undefined;

function groupOf(reflection) {
  if (isCalled(reflection)) return 'Functions';
  return isType(reflection) ? GROUPS.find(([name]) => name.test(reflection.name))?.[1] : undefined;
}

function grouped(reflection, group) {
  reflection.comment ??= new Comment();
  reflection.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: group }]));
}

/** Fields of a message are in the order in which they appear on the line: the source has it, and the alphabet has not. */
function inOrder(reflection) {
  if (reflection.kind !== ReflectionKind.Interface || reflection.children === undefined) return;
  reflection.children.sort((a, b) => a.id - b.id);
  for (const group of reflection.groups ?? []) group.children.sort((a, b) => a.id - b.id);
}

/** The name of the project is above it already. */
function withoutTitle(parts) {
  const [first, ...more] = parts;
  return first?.kind === 'text' ? [{ ...first, text: first.text.replace(/^# [^\n]*\n+/, '') }, ...more] : parts;
}

export function load({ converter, renderer }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.All)) {
      const group = groupOf(reflection);
      if (group !== undefined) grouped(reflection, group);
    }
  });
  renderer.on(RendererEvent.BEGIN, ({ project }) => {
    if (project.readme) project.readme = withoutTitle(project.readme);
    for (const reflection of project.getReflectionsByKind(ReflectionKind.All)) {
      inOrder(reflection);
      if (reflection.kind === ReflectionKind.Module && reflection.name === 'index') reflection.name = 'sim800-protocol';
    }
  });
}
