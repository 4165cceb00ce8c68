/* The least of a driver: it asks until it is answered. The port is its argument, or in SIM800_PORT. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int isAnswered(int port) {
    char said[256] = "";
    size_t count = 0;
    struct pollfd waiting = {port, POLLIN, 0};
    if (write(port, "AT\r", 3) != 3) return 0;
    while (count < sizeof said - 1 && poll(&waiting, 1, 300) > 0) {
        ssize_t more = read(port, said + count, sizeof said - 1 - count);
        if (more <= 0) return 0;
        count += (size_t)more;
        said[count] = '\0';
        if (strstr(said, "\r\nOK\r\n")) return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    const char *path = argc > 1 ? argv[1] : getenv("SIM800_PORT");
    int port = path ? open(path, O_RDWR | O_NOCTTY) : -1;
    struct termios settings;
    if (port < 0 || tcgetattr(port, &settings) != 0) return 2;
    cfmakeraw(&settings);
    tcsetattr(port, TCSANOW, &settings);
    for (int i = 0; i < 30; i++)
        if (isAnswered(port)) return 0;
    return 1;
}
