/* Asks the module for its signal and its number, six times, with a pause in which events may come. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lwcell/lwcell.h"
#include "lwcell/lwcell_device_info.h"
#include "lwcell/lwcell_network.h"

const char *port_path;

static lwcellr_t on_event(lwcell_evt_t *event) {
    (void)event;
    return lwcellOK;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    port_path = argv[1];
    if (lwcell_init(on_event, 1) != lwcellOK) {
        fputs("no module\n", stderr);
        return 3;
    }
    for (int i = 0; i < 6; i++) {
        int16_t rssi;
        char number[20] = "";
        if (lwcell_network_rssi(&rssi, NULL, NULL, 1) != lwcellOK) fputs("no signal\n", stderr);
        usleep(333000);
        if (lwcell_device_get_serial_number(number, sizeof number, NULL, NULL, 1) != lwcellOK) fputs("no number\n", stderr);
        if (strcmp(number, "490154203237518") != 0) {
            fprintf(stderr, "the number is '%s'\n", number);
            return 1;
        }
        usleep(333000);
    }
    return 0;
}
