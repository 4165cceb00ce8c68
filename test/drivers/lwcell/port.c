/* What lwcell asks of a system, by POSIX threads and a serial port: mutexes, semaphores, queues, threads, memory, the line. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include "lwcell/lwcell.h"
#include "lwcell/lwcell_input.h"
#include "lwcell/lwcell_mem.h"
#include "system/lwcell_ll.h"
#include "system/lwcell_sys.h"

extern const char *port_path;

uint32_t lwcell_sys_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/* --- Mutexes: lwcell locks its own again */

struct port_mutex {
    pthread_mutex_t mutex;
};

static struct port_mutex core;

static void init_mutex(struct port_mutex *one) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&one->mutex, &kind);
}

uint8_t lwcell_sys_init(void) {
    init_mutex(&core);
    return 1;
}

uint8_t lwcell_sys_protect(void) { return pthread_mutex_lock(&core.mutex) == 0; }
uint8_t lwcell_sys_unprotect(void) { return pthread_mutex_unlock(&core.mutex) == 0; }

uint8_t lwcell_sys_mutex_create(lwcell_sys_mutex_t *p) {
    *p = malloc(sizeof **p);
    init_mutex(*p);
    return 1;
}

uint8_t lwcell_sys_mutex_delete(lwcell_sys_mutex_t *p) {
    free(*p);
    return 1;
}

uint8_t lwcell_sys_mutex_lock(lwcell_sys_mutex_t *p) { return pthread_mutex_lock(&(*p)->mutex) == 0; }
uint8_t lwcell_sys_mutex_unlock(lwcell_sys_mutex_t *p) { return pthread_mutex_unlock(&(*p)->mutex) == 0; }
uint8_t lwcell_sys_mutex_isvalid(lwcell_sys_mutex_t *p) { return *p != NULL; }
uint8_t lwcell_sys_mutex_invalid(lwcell_sys_mutex_t *p) {
    *p = NULL;
    return 1;
}

/* --- Waiting: 0 is for ever */

struct signal {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
};

static void init_signal(struct signal *one) {
    pthread_mutex_init(&one->mutex, NULL);
    pthread_cond_init(&one->changed, NULL);
}

/* False when the time is over. */
static int wait_for(struct signal *one, uint32_t start, uint32_t timeout) {
    if (timeout == 0) return pthread_cond_wait(&one->changed, &one->mutex) == 0;
    uint32_t gone = lwcell_sys_now() - start;
    if (gone >= timeout) return 0;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    uint64_t nanoseconds = (uint64_t)until.tv_nsec + (uint64_t)(timeout - gone) * 1000000u;
    until.tv_sec += (time_t)(nanoseconds / 1000000000u);
    until.tv_nsec = (long)(nanoseconds % 1000000000u);
    pthread_cond_timedwait(&one->changed, &one->mutex, &until);
    return 1;
}

struct port_sem {
    struct signal signal;
    int isFree;
};

uint8_t lwcell_sys_sem_create(lwcell_sys_sem_t *p, uint8_t cnt) {
    *p = calloc(1, sizeof **p);
    init_signal(&(*p)->signal);
    (*p)->isFree = cnt > 0;
    return 1;
}

uint8_t lwcell_sys_sem_delete(lwcell_sys_sem_t *p) {
    free(*p);
    return 1;
}

uint32_t lwcell_sys_sem_wait(lwcell_sys_sem_t *p, uint32_t timeout) {
    struct port_sem *one = *p;
    uint32_t start = lwcell_sys_now();
    pthread_mutex_lock(&one->signal.mutex);
    int isTaken = 1;
    while (!one->isFree && isTaken) isTaken = wait_for(&one->signal, start, timeout);
    if (isTaken) one->isFree = 0;
    pthread_mutex_unlock(&one->signal.mutex);
    return isTaken ? lwcell_sys_now() - start : LWCELL_SYS_TIMEOUT;
}

uint8_t lwcell_sys_sem_release(lwcell_sys_sem_t *p) {
    pthread_mutex_lock(&(*p)->signal.mutex);
    (*p)->isFree = 1;
    pthread_cond_signal(&(*p)->signal.changed);
    pthread_mutex_unlock(&(*p)->signal.mutex);
    return 1;
}

uint8_t lwcell_sys_sem_isvalid(lwcell_sys_sem_t *p) { return *p != NULL; }
uint8_t lwcell_sys_sem_invalid(lwcell_sys_sem_t *p) {
    *p = NULL;
    return 1;
}

/* --- Queues */

struct port_mbox {
    struct signal signal;
    size_t size, first, count;
    void *entries[];
};

uint8_t lwcell_sys_mbox_create(lwcell_sys_mbox_t *b, size_t size) {
    *b = calloc(1, sizeof **b + size * sizeof(void *));
    init_signal(&(*b)->signal);
    (*b)->size = size;
    return 1;
}

uint8_t lwcell_sys_mbox_delete(lwcell_sys_mbox_t *b) {
    free(*b);
    return 1;
}

static void add(struct port_mbox *one, void *m) {
    one->entries[(one->first + one->count++) % one->size] = m;
    pthread_cond_broadcast(&one->signal.changed);
}

static void *take(struct port_mbox *one) {
    void *m = one->entries[one->first];
    one->first = (one->first + 1) % one->size;
    one->count--;
    pthread_cond_broadcast(&one->signal.changed);
    return m;
}

uint32_t lwcell_sys_mbox_put(lwcell_sys_mbox_t *b, void *m) {
    struct port_mbox *one = *b;
    uint32_t start = lwcell_sys_now();
    pthread_mutex_lock(&one->signal.mutex);
    while (one->count == one->size) wait_for(&one->signal, start, 0);
    add(one, m);
    pthread_mutex_unlock(&one->signal.mutex);
    return lwcell_sys_now() - start;
}

uint32_t lwcell_sys_mbox_get(lwcell_sys_mbox_t *b, void **m, uint32_t timeout) {
    struct port_mbox *one = *b;
    uint32_t start = lwcell_sys_now();
    pthread_mutex_lock(&one->signal.mutex);
    int isThere = 1;
    while (one->count == 0 && isThere) isThere = wait_for(&one->signal, start, timeout);
    if (isThere) *m = take(one);
    pthread_mutex_unlock(&one->signal.mutex);
    return isThere ? lwcell_sys_now() - start : LWCELL_SYS_TIMEOUT;
}

uint8_t lwcell_sys_mbox_putnow(lwcell_sys_mbox_t *b, void *m) {
    pthread_mutex_lock(&(*b)->signal.mutex);
    int hasRoom = (*b)->count < (*b)->size;
    if (hasRoom) add(*b, m);
    pthread_mutex_unlock(&(*b)->signal.mutex);
    return (uint8_t)hasRoom;
}

uint8_t lwcell_sys_mbox_getnow(lwcell_sys_mbox_t *b, void **m) {
    pthread_mutex_lock(&(*b)->signal.mutex);
    int isThere = (*b)->count > 0;
    if (isThere) *m = take(*b);
    pthread_mutex_unlock(&(*b)->signal.mutex);
    return (uint8_t)isThere;
}

uint8_t lwcell_sys_mbox_isvalid(lwcell_sys_mbox_t *b) { return *b != NULL; }
uint8_t lwcell_sys_mbox_invalid(lwcell_sys_mbox_t *b) {
    *b = NULL;
    return 1;
}

/* --- Threads */

struct port_thread {
    pthread_t thread;
    lwcell_sys_thread_fn function;
    void *arg;
};

static void *run(void *given) {
    struct port_thread *one = given;
    one->function(one->arg);
    return NULL;
}

uint8_t lwcell_sys_thread_create(lwcell_sys_thread_t *t, const char *name, lwcell_sys_thread_fn thread_func, void *const arg,
                                 size_t stack_size, lwcell_sys_thread_prio_t prio) {
    (void)name, (void)stack_size, (void)prio;
    struct port_thread *one = malloc(sizeof *one);
    one->function = thread_func;
    one->arg = arg;
    if (t) *t = one;
    return pthread_create(&one->thread, NULL, run, one) == 0;
}

uint8_t lwcell_sys_thread_terminate(lwcell_sys_thread_t *t) {
    if (!t) pthread_exit(NULL);
    return pthread_cancel((*t)->thread) == 0;
}

uint8_t lwcell_sys_thread_yield(void) {
    usleep(0);
    return 1;
}

/* --- Memory */

void *lwcell_mem_malloc(size_t size) { return malloc(size); }
void *lwcell_mem_calloc(size_t num, size_t size) { return calloc(num, size); }
void *lwcell_mem_realloc(void *ptr, size_t size) { return realloc(ptr, size); }
void lwcell_mem_free(void *ptr) { free(ptr); }

/* --- The line */

static int line = -1;

static size_t send_bytes(const void *data, size_t len) {
    return data ? (size_t)write(line, data, len) : 0;
}

static void *listen_to_line(void *unused) {
    (void)unused;
    uint8_t bytes[256];
    for (ssize_t count; (count = read(line, bytes, sizeof bytes)) > 0;) lwcell_input_process(bytes, (size_t)count);
    return NULL;
}

lwcellr_t lwcell_ll_init(lwcell_ll_t *ll) {
    ll->send_fn = send_bytes;
    if (line >= 0) return lwcellOK;
    line = open(port_path, O_RDWR | O_NOCTTY);
    if (line < 0) return lwcellERR;
    struct termios settings;
    tcgetattr(line, &settings);
    cfmakeraw(&settings);
    tcsetattr(line, TCSANOW, &settings);
    pthread_t thread;
    return pthread_create(&thread, NULL, listen_to_line, NULL) == 0 ? lwcellOK : lwcellERR;
}

lwcellr_t lwcell_ll_deinit(lwcell_ll_t *ll) {
    (void)ll;
    return lwcellOK;
}
