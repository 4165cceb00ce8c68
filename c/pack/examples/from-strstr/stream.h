/*
 * What a modem sends after AT+CIPRXGET=2,20, in the two reads that a UART happened to deliver: the peer has sent 12 bytes,
 * "it is CLOSED", and the result OK is cut in two.
 */
static const char *const READS[] = {"\r\n+CIPRXGET: 2,12,0\r\nit is CLOSED\r\nO", "K\r\n"};
