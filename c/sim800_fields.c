/* The fields of a message, read from the line where somebody asks for them. */
#include "sim800_program.h"

enum { FIELD_ABSENT = 0xff, FIELD_SLOT = 0x1f, FIELD_KIND = 0x20, FIELD_WORDS = 0x40, FIELD_OPTIONAL = 0x80 };

/* The lowest bits of a field's constant: what it is. */
enum { KIND_NUMBER, KIND_SIGNED, KIND_WORD, KIND_TEXT, KIND_ADDRESS, KIND_BYTES };

static uint8_t kind_of(sim800_field field) { return (uint8_t)(field & 7u); }

/* Where a field stands, or NULL. `*first`: of one of some words, the index of the first that it can be in this line. */
static const sim800_slot *find(const sim800_message *m, sim800_field field, uint8_t *first) {
  place at = place_of(m->fields);
  uint8_t what = FIELD_ABSENT;
  *first = 0;
  if (m->fields == 0u || (uint16_t)(field >> 8) != m->form) return NULL;
  uint8_t count = P(at++);
  for (uint8_t index = (uint8_t)((field >> 3 & 0x1fu) + 1u); index > 0u && count > 0u; index--, count--) {
    what = P(at++);
    if (what != FIELD_ABSENT && (what & FIELD_WORDS) != 0u) *first = P(at++);
    else *first = 0;
    if (what != FIELD_ABSENT && (what & FIELD_KIND) != 0u) at++; /* its constant has one kind for all lines */
  }
  if (what == FIELD_ABSENT) return NULL;
  uint8_t slot = what & FIELD_SLOT;
  if ((what & FIELD_OPTIONAL) != 0u && ((unsigned long)m->modem->marks >> slot & 1u) == 0u) return NULL;
  return &m->modem->slots[slot];
}

bool sim800_has(const sim800_message *m, sim800_field field) {
  uint8_t first;
  return find(m, field, &first) != NULL;
}

int32_t sim800_number(const sim800_message *m, sim800_field field) {
  uint8_t first;
  const sim800_slot *slot = find(m, field, &first);
  if (slot == NULL || kind_of(field) > KIND_WORD) return SIM800_ABSENT;
  if (kind_of(field) == KIND_WORD) return (int32_t)first + slot->number;
  int32_t value = (int32_t)sim800_digits(m->modem->line, slot->number, m->modem->held);
  return kind_of(field) == KIND_SIGNED && m->modem->line[slot->start] == '-' ? -value : value;
}

const uint8_t *sim800_text(const sim800_message *m, sim800_field field, uint16_t *n) {
  uint8_t first;
  const sim800_slot *slot = find(m, field, &first);
  bool is_text = slot != NULL && (kind_of(field) == KIND_TEXT || kind_of(field) == KIND_BYTES);
  *n = (uint16_t)(is_text ? slot->end - slot->start : 0);
  return is_text ? m->modem->line + slot->start : NULL;
}

uint32_t sim800_address(const sim800_message *m, sim800_field field) {
  uint8_t first;
  const sim800_slot *slot = find(m, field, &first);
  uint32_t address = 0;
  if (slot == NULL || kind_of(field) != KIND_ADDRESS) return 0;
  sim800_index at = slot->start;
  for (uint8_t octets = 4; octets > 0u; octets--) {
    uint8_t octet = 0;
    for (; at < m->modem->held && is_digit(m->modem->line[at]); at++)
      octet = (uint8_t)(10u * octet + m->modem->line[at] - '0');
    address = address << 8 | octet;
    at++;
  }
  return address;
}
