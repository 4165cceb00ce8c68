// A plugin of TypeDoc: of the many types of "." those of messages and those of commands are groups of their own.
import { Comment, CommentTag, Converter, ReflectionKind } from 'typedoc';

const GROUPS = [
  [/Message$/, 'Messages'],
  [/Command$/, 'Commands'],
];

const isType = ({ kind }) => kind === ReflectionKind.Interface || kind === ReflectionKind.TypeAlias;

export function load({ converter }) {
  converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    const [, group] = GROUPS.find(([name]) => name.test(reflection.name)) ?? [];
    if (group === undefined || !isType(reflection)) return;
    reflection.comment ??= new Comment();
    reflection.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: group }]));
  });
}
