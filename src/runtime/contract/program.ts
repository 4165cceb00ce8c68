/**
 * The byte program of a grammar: what its bytes mean. docs/program.md describes it for those who write an engine.
 * Written once for the compiler, which emits it, and for the engines, which read it.
 */

/** Raised whenever an engine of before would no longer read it. */
export const PROGRAM_VERSION = 1;

/** Byte positions in the header. Numbers of two bytes are little-endian. */
export const HEADER = {
  magic: 0, // "S8"
  version: 2,
  slots: 3,
  size: 4,
  primary: 6,
  fallback: 8,
  numeric: 10,
  ends: 12,
  sets: 14,
  guards: 16,
  commands: 18,
  usual: 20, // index of the command that stands for those the grammar says nothing of
  longestLine: 22,
  forms: 24,
  patterns: 26,
  knowsData: 27, // 1: some command of the grammar asks for data
  dialogue: 28,
  names: 30,
} as const;
export const HEADER_SIZE = 32;

/** No address: a part the program was made without. */
export const ABSENT_PART = 0;

/** A byte below it must match itself. */
export const LITERALS = 0x80;

/** Operations on a slot below 8 are one byte: these, or-ed with the slot. */
export const OPEN = 0x80;
export const CLOSE = 0x88;
export const FIRST = 0x90;
export const MARK = 0x98;
export const SHORT_SLOTS = 8;

// Carried out at once, without looking at a byte.
export const OPERATION = 0xa0; // operand: 0 open, 1 close, 2 first, 3 mark; << 6 | slot
export const SET = 0xa1; // operands: slot, value
export const COUNT = 0xa2; // operand: slot
export const GUARD = 0xa3; // operand: guard
export const GUARD_ELSE = 0xa4; // operands: guard, target
export const GOTO = 0xa5; // operand: target
export const WHILE = 0xa6; // operands: pattern (0: any command), target
export const FOLLOW = 0xa7; // operand: which ends go on like this; nothing, if none of them counts
export const DEPTH = 0xac; // operand: so many bytes of an end line have come
export const LEAVE = 0xa8; // operands: which end it is, address of the record
export const ACCEPT = 0xa9; // operand: address of the line's record, two bytes
export const ACCEPT_ECHO = 0xaa; // operand: 1 + index of the command, a number of one or two bytes; 0: several, or unknown
export const NOTHING = 0xab; // no line goes on here

// These look at a byte.
export const DIGITS = 0xb0; // stays while a digit comes
export const LOOP = 0xb1; // operand: set; stays while one of it comes
export const MUST = 0xb2; // operand: set
export const TRY_SET = 0xb3; // operands: set, target
export const MUST_DIGIT = 0xb4;
export const BLANK = 0xb5; // a space may appear here
export const LINE_END = 0xb6; // CR or LF must come
export const TRY_LINE_END = 0xb7; // operand: target
export const FRAME = 0xb8; // operands: slot of the text, slot of its size, the largest size (two bytes)

/** Lines that end transparent mode: always, or once the host has asked to leave. */
export const LEAVES_ALWAYS = 1;
export const LEAVES_ASKED = 2;

/** A letter that must come in either case: its upper case with the highest bit. */
export const EITHER_CASE_FIRST = 0xc1;
export const EITHER_CASE_LAST = 0xda;

/** Or-ed with the count less one: so many pairs of byte and target, 1 to 8. */
export const SWITCH = 0xe0;
/** The same with letters in either case. */
export const SWITCH_EITHER_CASE = 0xe8;
export const MOST_PAIRS = 8;

/** A target is one byte forward, counted from after itself, or two bytes of address, or 255 and two bytes of address. */
export const FAR = 0x80;
export const FARTHEST = 0xff;
export const MOST_FAR = 0x7eff;

/** A guard is five bytes: slot, kind and side in the first, and the bound. */
export const GUARD_SIZE = 5;
export const GUARD_SLOT = 0x1f;
export const GUARD_KIND_SHIFT = 5;
export const ON_NUMBER = 0;
export const ON_LENGTH = 1;
export const ON_LINES = 2;
/** The bound is the least that may be; else it is the most. */
export const IS_LEAST = 0x80;

/** Second byte of a line's record, after the number of its form. */
export const KINDS_OF_FORMS = ['final', 'intermediate', 'response', 'urc', 'prompt', 'echo'] as const;
export const RECORD_KIND = 0x07;
export const RECORD_ENDS_COMMAND = 0x08;
export const RECORD_RESTARTS = 0x10;
export const RECORD_AT_ONCE = 0x20;
export const RECORD_MORE = 0x40;
export const RECORD_FIELDS = 0x80;

/** The byte that follows where RECORD_MORE is set. */
export const MORE_PAYLOAD = 0x01; // operand: slot of the length
export const MORE_HEX = 0x02; // the payload is hex digits
export const MORE_TRANSPARENT = 0x04;
export const MORE_CR = 0x08; // a lone CR ends the line too
export const MORE_TRAILER = 0x10; // operand: form that follows the payload
export const MORE_TAIL = 0x20; // operand: byte that may appear after it
export const MORE_ANSWERS_TEST = 0x40; // without a dialogue: a test (AT+X=?) is answered so

/** A field in a record. */
export const FIELD_ABSENT = 0xff;
export const FIELD_SLOT = 0x1f;
export const FIELD_KIND = 0x20; // a byte follows: which of the kinds that the field has in the form, if not the first
export const FIELD_WORDS = 0x40; // a byte follows: the index of its first word
export const FIELD_OPTIONAL = 0x80;

/** First byte of a command. */
export const COMMAND_OWES = 0x01; // results may come once it has ended
export const COMMAND_ASKS = 0x02; // it asks for data
export const COMMAND_PATTERNS = 0x04; // a count and pattern numbers follow

/** In the part of names: what a form is, beside its kind. */
export const NAMES_ANSWERS_TEST = 0x08;
/** What a field is: one of the kinds of field-places.ts, and whether the form's other lines have it as another one. */
export const NAMES_OTHER_KIND = 0x08;

/** A command in the part of the dialogue: which of these follow. */
export const DIALOGUE_LATE = 0x01; // the list of its late results
export const DIALOGUE_SETS = 0x02; // a list of settings
export const DIALOGUE_CTRL_Z = 0x04; // prompt data up to Ctrl-Z
export const DIALOGUE_LENGTH = 0x08; // prompt data of as many bytes as this parameter says, counted from 1
export const DIALOGUE_LENGTH_FROM_END = 0x10; // the same, counted from the end
export const DIALOGUE_SUCCESSES = 0x20; // how many results are successes, and of the late ones; else one each
export const DIALOGUE_PROMPT_DATA = 0x40; // it asks for prompt data

/** A line that ends transparent mode. */
export const END_WHEN_ASKED = 0x01;
export const END_AFTER_COMMANDS = 0x02; // patterns follow, of which one must have begun it

/**
 * A program as text in generated code: any bundler leaves printable ASCII as it is. It begins with those bytes that come most
 * often, two hex digits each, and these are one character each from there on: the characters of TEXT in its order. All
 * others, in ascending order, are two, of which the first says whether the first of TEXT stand for them or the next.
 */
export const TEXT = '#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|';
export const TEXT_RARE = '}~';
