/*
 * sim800.hpp: the C engine for C++17, without heap, exceptions, RTTI or virtual functions.
 *
 * A handler is any class; of these methods it has those it wants:
 *
 *   void message(sim800cpp::Message m);                            a result, event or answer
 *   void prompt(sim800cpp::Message m);                             `>`; without it prompts come as messages
 *   void payload(const uint8_t *bytes, size_t n);               a piece of the payload of the last message
 *   void payload_end(bool truncated);
 *   void data(const uint8_t *bytes, size_t n);                  a piece of transparent mode
 *   void echo(const uint8_t *bytes, size_t n);                  a line of the host's that the module sends back
 *   void echo_end();                                            with SIM800_DIALOGUE: that of data comes in pieces
 *   void unrecognized(const uint8_t *bytes, size_t n);
 *
 *   struct Events { void message(sim800cpp::Message m) { if (m.form() == SIM800_FORM_CLOSED) reconnect(); } };
 *   Events events;
 *   sim800cpp::Decoder modem(events);
 *   modem.feed(bytes, n);
 */
#ifndef SIM800_HPP
#define SIM800_HPP

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "sim800_grammar.h"

namespace sim800cpp {

/* What has been recognised; it and its texts are valid inside the call that hands it over. */
class Message {
 public:
  explicit Message(const sim800_message &message) : message_(&message) {}

  /* One of the constants SIM800_FORM_CSQ. */
  int form() const { return message_->form; }
  /* Offsets in all that was fed, modulo 2^32. */
  uint32_t start() const { return message_->start; }
  uint32_t end() const { return message_->end; }
  /* Of a message that payload follows, how many bytes. */
  std::optional<uint32_t> payload_length() const {
    if (!message_->has_payload) return std::nullopt;
    return message_->payload_length;
  }

  /* Fields: `field` is one of the constants of sim800_grammar.h, SIM800_CSQ_RSSI; none if it is not there. */
  std::optional<int32_t> number(sim800_field field) const {
    if (!sim800_has(message_, field)) return std::nullopt;
    return sim800_number(message_, field);
  }
  std::optional<std::string_view> text(sim800_field field) const {
    uint16_t n = 0;
    const uint8_t *bytes = sim800_text(message_, field, &n);
    if (bytes == nullptr) return std::nullopt;
    return std::string_view(reinterpret_cast<const char *>(bytes), n);
  }
  std::optional<uint32_t> address(sim800_field field) const {
    if (!sim800_has(message_, field)) return std::nullopt;
    return sim800_address(message_, field);
  }

  /* For the accessors of sim800_grammar.h: sim800_csq_rssi(m.get()). */
  const sim800_message *get() const { return message_; }

 private:
  const sim800_message *message_;
};

namespace detail {

/* Which of the methods a handler has: of those it has not, the engine gets no callback. */
#define SIM800_HAS(NAME, ...)                                                                       \
  template <class H, class = void>                                                                  \
  struct Has_##NAME : std::false_type {};                                                           \
  template <class H>                                                                                \
  struct Has_##NAME<H, std::void_t<decltype(std::declval<H &>().NAME(__VA_ARGS__))>> : std::true_type {};
SIM800_HAS(message, std::declval<Message>())
SIM800_HAS(prompt, std::declval<Message>())
SIM800_HAS(payload, std::declval<const uint8_t *>(), size_t{})
SIM800_HAS(payload_end, bool{})
SIM800_HAS(data, std::declval<const uint8_t *>(), size_t{})
SIM800_HAS(echo, std::declval<const uint8_t *>(), size_t{})
SIM800_HAS(unrecognized, std::declval<const uint8_t *>(), size_t{})
SIM800_HAS(echo_end, )
#undef SIM800_HAS

template <class H>
H &handler(void *user) {
  return *static_cast<H *>(user);
}

template <class H>
constexpr sim800_callbacks callbacks() {
  sim800_callbacks on{};
  if constexpr (Has_message<H>::value)
    on.on_message = [](void *user, const sim800_message *m) { handler<H>(user).message(Message(*m)); };
  if constexpr (Has_prompt<H>::value)
    on.on_prompt = [](void *user, const sim800_message *m) { handler<H>(user).prompt(Message(*m)); };
  if constexpr (Has_payload<H>::value)
    on.on_payload = [](void *user, const uint8_t *bytes, size_t n) { handler<H>(user).payload(bytes, n); };
  if constexpr (Has_payload_end<H>::value)
    on.on_payload_end = [](void *user, bool truncated) { handler<H>(user).payload_end(truncated); };
  if constexpr (Has_data<H>::value)
    on.on_data = [](void *user, const uint8_t *bytes, size_t n) { handler<H>(user).data(bytes, n); };
  if constexpr (Has_echo<H>::value)
    on.on_echo = [](void *user, const uint8_t *bytes, size_t n) { handler<H>(user).echo(bytes, n); };
  if constexpr (Has_unrecognized<H>::value)
    on.on_unrecognized = [](void *user, const uint8_t *bytes, size_t n) { handler<H>(user).unrecognized(bytes, n); };
#if SIM800_DIALOGUE
  if constexpr (Has_echo_end<H>::value) on.on_echo_end = [](void *user) { handler<H>(user).echo_end(); };
#endif
  return on;
}

template <class H>
inline constexpr sim800_callbacks CALLBACKS = callbacks<H>();

}  // namespace detail

/* Calls a handler for what the module sends. It keeps a pointer to the handler, which has to live as long. */
template <class Handler>
class Decoder {
 public:
  explicit Decoder(Handler &handler, unsigned options = 0) {
    sim800_init(&state_, &detail::CALLBACKS<Handler>, &handler, options);
  }

  void feed(const uint8_t *bytes, size_t n) { sim800_feed(&state_, bytes, n); }
  void feed(std::string_view text) { feed(reinterpret_cast<const uint8_t *>(text.data()), text.size()); }
  void flush() { sim800_flush(&state_); }
  void end() { sim800_end(&state_); }
  void reset() { sim800_reset(&state_); }
  void leave_transparent(bool until_ok) { sim800_leave_transparent(&state_, until_ok); }
  void in_flight(const char *line) { sim800_in_flight(&state_, line); }
  void numeric_results(bool on) { sim800_numeric_results(&state_, on); }
  uint32_t long_lines() const { return state_.long_lines; }

#if SIM800_DIALOGUE
  /* The host has written this; at a prompt also from inside a method of the handler. */
  void sent(const uint8_t *bytes, size_t n) { sim800_sent(&state_, bytes, n); }
  void sent(std::string_view text) { sent(reinterpret_cast<const uint8_t *>(text.data()), text.size()); }
  void forget_commands() { sim800_forget_commands(&state_); }
  uint32_t sent_so_far() const { return sim800_sent_so_far(&state_); }
  /* Inside message(): of which command line it is the result, by what sent_so_far() was before that. */
  std::optional<uint32_t> ended() const {
    uint32_t begins = 0;
    if (!sim800_ends_command(&state_, &begins)) return std::nullopt;
    return begins;
  }
  int commands_waiting() const { return sim800_commands_waiting(&state_); }
  int echo_pending() const { return sim800_echo_pending(&state_); }
#endif

 private:
  sim800 state_;
};

}  // namespace sim800cpp

#endif
