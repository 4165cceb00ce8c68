// As much of Arduino as TinyGSM asks for, on this host: a String, a Stream on a serial port, a clock.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

using byte = uint8_t;

inline bool isDigit(int c) { return c >= '0' && c <= '9'; }

#define DEC 10
#define HEX 16
#define constrain(value, least, most) ((value) < (least) ? (least) : (value) > (most) ? (most) : (value))

inline uint32_t millis() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint32_t>(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

inline void delay(uint32_t ms) {
  timespec pause = {static_cast<time_t>(ms / 1000), static_cast<long>(ms % 1000) * 1000000L};
  if (ms == 0) pause.tv_nsec = 200000;  // Loops that only yield leave the processor to the module.
  nanosleep(&pause, nullptr);
}

inline void yield() { delay(0); }

class String {
  std::string text;
  void cut(size_t from, size_t to) { text = from < to ? text.substr(from, to - from) : std::string(); }

 public:
  String(const char* from = "") : text(from ? from : "") {}
  String(const char* from, size_t length) : text(from, length) {}
  String(const std::string& from) : text(from) {}
  explicit String(char c) : text(1, c) {}
  String(int value, int base = 10) : String(static_cast<long>(value), base) {}
  String(unsigned value, int base = 10) : String(static_cast<unsigned long>(value), base) {}
  String(unsigned char value, int base = 10) : String(static_cast<unsigned long>(value), base) {}
  String(long value, int base = 10) {
    char out[32];
    std::snprintf(out, sizeof out, base == 16 ? "%lx" : "%ld", value);
    text = out;
  }
  String(unsigned long value, int base = 10) {
    char out[32];
    std::snprintf(out, sizeof out, base == 16 ? "%lx" : "%lu", value);
    text = out;
  }

  const char* c_str() const { return text.c_str(); }
  unsigned length() const { return static_cast<unsigned>(text.size()); }
  bool reserve(unsigned size) { text.reserve(size); return true; }
  char charAt(unsigned at) const { return at < text.size() ? text[at] : '\0'; }
  char operator[](unsigned at) const { return charAt(at); }
  int indexOf(const String& part, unsigned from = 0) const { return static_cast<int>(static_cast<long>(text.find(part.text, from))); }
  int indexOf(char part, unsigned from = 0) const { return static_cast<int>(static_cast<long>(text.find(part, from))); }
  int lastIndexOf(const String& part, unsigned from = 0xffffffffu) const { return static_cast<int>(static_cast<long>(text.rfind(part.text, from))); }
  int lastIndexOf(char part) const { return static_cast<int>(static_cast<long>(text.rfind(part))); }
  String substring(unsigned from, unsigned to) const { String part(text); part.cut(from, to < text.size() ? to : text.size()); return part; }
  String substring(unsigned from) const { return substring(from, length()); }
  bool startsWith(const String& part) const { return text.compare(0, part.text.size(), part.text) == 0; }
  bool endsWith(const String& part) const {
    return text.size() >= part.text.size() && text.compare(text.size() - part.text.size(), part.text.size(), part.text) == 0;
  }
  void replace(const String& part, const String& other) {
    if (part.text.empty()) return;
    for (size_t at = 0; (at = text.find(part.text, at)) != std::string::npos; at += other.text.size())
      text.replace(at, part.text.size(), other.text);
  }
  void remove(unsigned from, unsigned count = 0xffffffffu) { if (from < text.size()) text.erase(from, count); }
  void trim() {
    const char* blanks = " \t\r\n\v\f";
    const size_t first = text.find_first_not_of(blanks);
    cut(first == std::string::npos ? text.size() : first, text.find_last_not_of(blanks) + 1);
  }
  long toInt() const { return std::atol(text.c_str()); }
  float toFloat() const { return static_cast<float>(std::atof(text.c_str())); }
  bool concat(const String& other) { text += other.text; return true; }
  String& operator+=(const String& other) { text += other.text; return *this; }
  String& operator+=(const char* other) { text += other; return *this; }
  String& operator+=(char other) { text += other; return *this; }
  bool operator==(const String& other) const { return text == other.text; }
  bool operator==(const char* other) const { return text == other; }
  bool operator!=(const String& other) const { return text != other.text; }
  bool operator!=(const char* other) const { return text != other; }
  friend String operator+(const String& a, const String& b) { return String(a.text + b.text); }
};

class Print;

class Printable {
 public:
  virtual ~Printable() = default;
  virtual size_t printTo(Print& out) const = 0;
};

class Print {
 public:
  virtual ~Print() = default;
  virtual size_t write(uint8_t one) = 0;
  virtual size_t write(const uint8_t* bytes, size_t size) {
    for (size_t i = 0; i < size; i++) write(bytes[i]);
    return size;
  }
  size_t write(const char* text) { return write(reinterpret_cast<const uint8_t*>(text), std::strlen(text)); }
  size_t print(const char* text) { return write(text); }
  size_t print(const String& text) { return write(text.c_str()); }
  size_t print(char one) { return write(static_cast<uint8_t>(one)); }
  size_t print(const Printable& one) { return one.printTo(*this); }
  template <typename Number>
  size_t print(Number value, int base = 10) { return print(String(value, base)); }
  size_t println() { return write("\r\n"); }
  template <typename Value>
  size_t println(Value value) { return print(value) + println(); }
};

class Stream : public Print {
 protected:
  uint32_t _timeout = 1000;

 private:
  int timedRead() {
    const uint32_t start = millis();
    do {
      const int c = read();
      if (c >= 0) return c;
      yield();
    } while (millis() - start < _timeout);
    return -1;
  }

 public:
  virtual int available() = 0;
  virtual int read() = 0;
  virtual int peek() = 0;
  virtual void flush() {}
  void setTimeout(uint32_t ms) { _timeout = ms; }
  size_t readBytes(char* out, size_t size) {
    size_t count = 0;
    for (int c; count < size && (c = timedRead()) >= 0;) out[count++] = static_cast<char>(c);
    return count;
  }
  size_t readBytesUntil(char end, char* out, size_t size) {
    size_t count = 0;
    for (int c; count < size && (c = timedRead()) >= 0 && c != end;) out[count++] = static_cast<char>(c);
    return count;
  }
  String readStringUntil(char end) {
    String text;
    for (int c; (c = timedRead()) >= 0 && c != end;) text += static_cast<char>(c);
    return text;
  }
  long parseInt() {
    int c = timedRead();
    while (c >= 0 && c != '-' && (c < '0' || c > '9')) c = timedRead();
    String digits;
    for (; c == '-' || (c >= '0' && c <= '9'); c = read()) digits += static_cast<char>(c);
    return digits.toInt();
  }
};
