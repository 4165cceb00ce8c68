// Asks the module who it is and how strong the signal is, eight times; ends with 1 at the first answer that is not so.
#define TINY_GSM_MODEM_SIM800
#include <TinyGsmClient.h>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

class SerialPort : public Stream {
  int port;
  int next = -1;

 public:
  explicit SerialPort(const char* path) : port(open(path, O_RDWR | O_NOCTTY)) {
    termios settings;
    tcgetattr(port, &settings);
    cfmakeraw(&settings);
    tcsetattr(port, TCSANOW, &settings);
  }
  using Print::write;
  size_t write(uint8_t one) override { return write(&one, 1); }
  size_t write(const uint8_t* bytes, size_t size) override { return static_cast<size_t>(::write(port, bytes, size)); }
  int available() override { return peek() >= 0 ? 1 : 0; }
  int peek() override {
    pollfd waiting = {port, POLLIN, 0};
    uint8_t one;
    if (next < 0 && poll(&waiting, 1, 0) > 0 && ::read(port, &one, 1) == 1) next = one;
    return next;
  }
  int read() override {
    const int one = peek();
    next = -1;
    return one;
  }
};

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  SerialPort port(argv[1]);
  TinyGsm modem(port);
  if (!modem.init()) return std::puts("no module"), 3;
  for (int i = 0; i < 8; i++) {
    const String imei = modem.getIMEI();
    if (imei != "490154203237518") return std::fprintf(stderr, "the IMEI is '%s'\n", imei.c_str()), 1;
    const int rssi = modem.getSignalQuality();
    if (rssi != 20) return std::fprintf(stderr, "the signal is %d\n", rssi), 1;
  }
  return 0;
}
