/* lwcell on a host: the C library's memory, what is read goes to it at once. */
#ifndef LWCELL_OPTS_HDR_H
#define LWCELL_OPTS_HDR_H

#define LWCELL_CFG_MEM_CUSTOM 1
#define LWCELL_CFG_INPUT_USE_PROCESS 1
#define LWCELL_CFG_NETWORK 1
#define LWCELL_CFG_CONN 1

#endif
