# The notation, one entry. Rule by rule it makes the nodes of ast.ts; parse.ts tells what each rule is called in messages.
@{%
const at = ({ file, line, column }) => ({ file, line, column });
const nameOf = (token) => ({ text: token.value, location: at(token) });
const literalOf = (token, caseless, presence, start) =>
  ({ node: 'literal', text: token.value, caseless, presence, location: at(start) });
const runOf = (name, except, range) =>
  ({ node: 'run', className: name.value, except, only: undefined, range, location: at(name) });
const onlyOf = (start, bytes, range) =>
  ({ node: 'run', className: 'byte', except: '', only: bytes.value, range, location: at(start) });
const pieceOf = (token, caseless, range, start) =>
  ({ node: 'literal', text: token.value, caseless, range, location: at(start) });
const patternOf = (pieces) => ({ node: 'pattern', pieces, known: [] });
/** What `while test` and `while read` stand for: the end of a command line. */
const OWN = { test: '=?', read: '?' };
/** To all but the model a form of several readings is one of alternatives. */
const formOf = (fallback, kind, name, elements, ending, modifiers, also, examples) => {
  const readings = [elements, ...also.map((reading) => reading.elements)];
  const choice = { node: 'choice', branches: readings, location: name.location };
  const parts = also.length > 0 ? [choice] : elements;
  return { node: 'form', kind, name, fallback, elements: parts, ending, modifiers, readings, also, examples };
};
const first = ([value]) => value;
const one = ([value]) => [value];
const none = () => [];
const push = ([list, value]) => [...list, value];
const pushSeparated = ([list, , value]) => [...list, value];
%}
@lexer lexer

entry -> form {% first %} | fieldType {% first %} | command {% first %} | defaults {% first %} | table {% first %} | leftOut {% first %}

form -> fallback kind name elements ending modifiers also examples
  {% (parts) => formOf(...parts) %}
examples -> null {% none %} | examples example {% push %}
example -> "example" text context arrow "{" values "}"
  {% ([token, text, command, , , values]) => ({ text, command, values, location: at(token) }) %}
context -> null {% () => undefined %} | "while" text {% ([, text]) => text %}
arrow -> ("->" | "→") {% first %}
values -> null {% none %} | valueList {% first %}
valueList -> value {% one %} | valueList "," value {% pushSeparated %}
value -> %label %number {% ([label, token]) => ({ name: nameOf(label), value: Number(token.value) }) %}
  | %label text {% ([label, text]) => ({ name: nameOf(label), value: text.text }) %}
also -> null {% none %} | also "also" elements "while" heads
    {% ([list, token, elements, , heads]) => [...list, { elements, heads: heads.map(({ text }) => text), location: at(token) }] %}
  | also "also" elements "while" ("test" | "read")
    {% ([list, token, elements, , [question]]) => [...list, { elements, heads: [OWN[question.value]], location: at(token) }] %}
fallback -> null {% () => false %} | "fallback" {% () => true %}
kind -> ("final" | "intermediate" | "response" | "urc" | "prompt" | "echo") {% ([[token]]) => token.value %}
fieldType -> "field" name fieldBody {% ([, name, type]) => ({ node: 'field-type', name, type }) %}
command -> "command" name heads clauses shapes
  {% ([, name, heads, clauses, shapes]) => ({ node: 'command', name, heads, clauses, shapes }) %}
defaults -> "default" clauses {% ([token, clauses]) => ({ node: 'default', name: nameOf(token), clauses }) %}
shapes -> null {% none %} | shapes shape {% push %}
shape -> shapeForm elements atOnce clauses
  {% ([form, elements, atOnce, clauses]) => ({ form: form.value, elements, atOnce, clauses, location: at(form) }) %}
shapeForm -> ("test" | "read" | "write" | "execute") {% ([[token]]) => token %}
atOnce -> null {% () => false %} | "at-once" {% () => true %}
clauses -> null {% none %} | clauses clause {% push %}
clause -> "answers" names {% ([token, names]) => ({ node: 'answers', names, location: at(token) }) %}
  | ("ends" | "then") successes failures
  {% ([[token], successes, failures]) => ({ node: token.value, names: [...successes, ...failures], successes: successes.length, location: at(token) }) %}
  | "sets" settings {% ([token, settings]) => ({ node: 'sets', settings, location: at(token) }) %}
  | "within" %number "s" {% ([token, count]) => ({ node: 'within', seconds: Number(count.value), location: at(token) }) %}
  | "data" names {% ([token, ends]) => ({ node: 'data', ends, location: at(token) }) %}
settings -> setting {% one %} | settings "," setting {% pushSeparated %}
setting -> ("echo-on" | "echo-off" | "echo-unknown" | "quiet-on" | "quiet-off" | "numeric-on" | "numeric-off" | "incoming-on" | "incoming-off") {% ([[token]]) => token.value %}
table -> "table" name rows {% ([, name, rows]) => ({ node: 'table', name, rows }) %}
leftOut -> "left-out" name text {% ([, name, reason]) => ({ node: 'left-out', name, reason: reason.text }) %}
rows -> row {% one %} | rows row {% push %}
row -> %number %string {% ([code, text]) => ({ code: Number(code.value), text: text.value, location: at(code) }) %}

name -> anyWord {% ([token]) => nameOf(token) %}
anyWord -> %word {% first %} | %reserved {% first %}
names -> name {% one %} | names "," name {% pushSeparated %}
successes -> name {% one %} | successes "|" name {% pushSeparated %}
failures -> null {% none %} | failures "," name {% pushSeparated %}
text -> %string {% ([token]) => nameOf(token) %}
heads -> text {% one %} | heads "|" text {% pushSeparated %}

elements -> null {% none %} | elements element {% push %}
branch -> elements element {% push %}
branches -> branch {% one %} | branches "|" branch {% pushSeparated %}
element -> literal {% first %}
  | "sp" {% ([token]) => ({ node: 'space', presence: 'tolerated', location: at(token) }) %}
  | "sp0" {% ([token]) => ({ node: 'space', presence: 'ignored', location: at(token) }) %}
  | "eol" {% ([token]) => ({ node: 'line-end', location: at(token) }) %}
  | bare {% ([type]) => ({ node: 'field', label: undefined, type, location: type.location }) %}
  | %label type {% ([label, type]) => ({ node: 'field', label: nameOf(label), type, location: at(label) }) %}
  | "[" elements "]" {% ([open, items]) => ({ node: 'optional', items, location: at(open) }) %}
  | "(" branches ")" {% ([open, branches]) => ({ node: 'choice', branches, location: at(open) }) %}
bare -> %word {% ([token]) => ({ core: { node: 'reference', name: nameOf(token) }, bytes: false, lines: 0, quotes: false, sized: undefined, location: at(token) }) %}
literal -> quoted {% ([[token, caseless, start]]) => literalOf(token, caseless, 'required', start) %}
  | quoted "?" {% ([[token, caseless, start]]) => literalOf(token, caseless, 'tolerated', start) %}
  | "~" quoted {% ([tilde, [token, caseless]]) => literalOf(token, caseless, 'ignored', tilde) %}
quoted -> %string {% ([token]) => [token, false, token] %} | %caseless %string {% ([start, token]) => [token, true, start] %}

ending -> null {% () => undefined %}
  | "at-once" tail {% ([token, tail]) => ({ node: 'at-once', tail, location: at(token) }) %}
  | "payload" name unit trailer {% ([token, length, unit, trailer]) => ({ node: 'payload', length, unit, trailer, location: at(token) }) %}
trailer -> null {% () => undefined %} | "then" name {% ([, name]) => name %}
tail -> null {% () => '' %} | %string "?" {% ([token]) => token.value %}
unit -> ("bytes" | "hex") {% ([[token]]) => token.value %}

modifiers -> null {% none %} | modifiers modifier {% push %}
modifier -> "while" heads {% ([token, heads]) => ({ node: 'while', heads, yields: false, location: at(token) }) %}
  | "while" heads "else" "yields" {% ([token, heads]) => ({ node: 'while', heads, yields: true, location: at(token) }) %}
  | "while" "any" {% ([token]) => ({ node: 'while', heads: undefined, yields: false, location: at(token) }) %}
  | "begins" "transparent" {% ([token]) => ({ node: 'transparent', transparent: 'begins', location: at(token) }) %}
  | "ends" "transparent" "of" heads {% ([token, , , of]) => ({ node: 'transparent', transparent: 'ends', of, location: at(token) }) %}
  | "ends" "transparent" {% ([token]) => ({ node: 'transparent', transparent: 'ends', location: at(token) }) %}
  | "ends" "transparent" "when-asked" {% ([token]) => ({ node: 'transparent', transparent: 'ends-when-asked', location: at(token) }) %}
  | "numeric" %number {% ([token, code]) => ({ node: 'numeric', code: Number(code.value), location: at(token) }) %}
  | "cr" {% ([token]) => ({ node: 'cr', location: at(token) }) %}
  | "restarts" {% ([token]) => ({ node: 'restarts', location: at(token) }) %}

type -> asBytes simple flags {% ([bytes, [core, location], flags]) => ({ core, bytes, ...flags, location }) %}
fieldBody -> asBytes (simple | pattern) flags {% ([bytes, [[core, location]], flags]) => ({ core, bytes, ...flags, location }) %}
asBytes -> null {% () => false %} | "bytes" {% () => true %}
flags -> null {% () => ({ lines: 0, quotes: false, sized: undefined }) %}
  | flags "lines" %number {% ([flags, , count]) => ({ ...flags, lines: Number(count.value) }) %}
  | flags "quotes" {% ([flags]) => ({ ...flags, quotes: true }) %}
  | flags "sized" name {% ([flags, , sized]) => ({ ...flags, sized }) %}
simple -> range {% ([range]) => [{ node: 'range', range }, range.location] %}
  | %word {% ([token]) => [{ node: 'reference', name: nameOf(token) }, at(token)] %}
  | "(" words ")" {% ([open, words]) => [{ node: 'words', words }, at(open)] %}
  | "(" words ")" "or" run {% ([open, words, , , run]) => [{ node: 'pattern', pieces: [run], known: words }, at(open)] %}
  | run {% ([run]) => [patternOf([run]), run.location] %}
words -> text {% one %} | words "|" text {% pushSeparated %}
range -> %number ".." {% ([min]) => ({ min: Number(min.value), max: undefined, location: at(min) }) %}
  | %number ".." %number {% ([min, , max]) => ({ min: Number(min.value), max: Number(max.value), location: at(min) }) %}
run -> "only" %string range {% ([start, bytes, range]) => onlyOf(start, bytes, range) %}
  | %word range {% ([name, range]) => runOf(name, '', range) %}
  | %word "except" %string {% ([name, , except]) => runOf(name, except.value, undefined) %}
  | %word "except" %string range {% ([name, , except, range]) => runOf(name, except.value, range) %}
  | %word range "except" %string {% ([name, range, , except]) => runOf(name, except.value, range) %}
pattern -> pieceText {% ([text]) => [patternOf([text]), text.location] %}
  | pieces piece {% ([pieces, last]) => [patternOf([...pieces, last]), pieces[0].location] %}
pieces -> piece {% one %} | pieces piece {% push %}
piece -> pieceText {% first %} | run {% first %} | %word {% ([name]) => runOf(name, '', undefined) %}
pieceText -> quoted {% ([[token, caseless, start]]) => pieceOf(token, caseless, undefined, start) %}
  | quoted range {% ([[token, caseless, start], range]) => pieceOf(token, caseless, range, start) %}
