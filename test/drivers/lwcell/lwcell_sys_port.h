/* POSIX threads for lwcell; port.c has them. */
#ifndef LWCELL_SYSTEM_PORT_HDR_H
#define LWCELL_SYSTEM_PORT_HDR_H

#include <stdint.h>
#include <stdlib.h>
#include "lwcell/lwcell_opt.h"

typedef struct port_mutex *lwcell_sys_mutex_t;
typedef struct port_sem *lwcell_sys_sem_t;
typedef struct port_mbox *lwcell_sys_mbox_t;
typedef struct port_thread *lwcell_sys_thread_t;
typedef int lwcell_sys_thread_prio_t;

#define LWCELL_SYS_MUTEX_NULL ((lwcell_sys_mutex_t)0)
#define LWCELL_SYS_SEM_NULL ((lwcell_sys_sem_t)0)
#define LWCELL_SYS_MBOX_NULL ((lwcell_sys_mbox_t)0)
#define LWCELL_SYS_TIMEOUT ((uint32_t)0xFFFFFFFF)
#define LWCELL_SYS_THREAD_PRIO (0)
#define LWCELL_SYS_THREAD_SS (0)

#endif
