/* Preloaded: the n-th call that writes fails, or kills the process before, halfway or after it.
   strike(n, how): how > 0: this errno once; how < -1000: the errno -how - 1000 from then on;
   0, -1, -2: SIGKILL before it, with half of it written, after it. calls(): how many so far. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

static long count, at = -1;
static int how;

void strike(long n, int what) { count = 0; at = n; how = what; }
long calls(void) { return count; }

static int due(void) {
    count++;
    if (at < 0 || count < at || (count > at && how >= -1000)) return 0;
    if (how == 0) raise(SIGKILL);
    return 1;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define STRUCK(call) \
    if (due()) { \
        if (how > 0 || how < -1000) { errno = how > 0 ? how : -how - 1000; return -1; } \
        call; raise(SIGKILL); \
    }

ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
    REAL(pwrite64); STRUCK(real(fd, b, how == -1 ? n / 2 : n, o)) return real(fd, b, n, o);
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) {
    REAL(pwrite); STRUCK(real(fd, b, how == -1 ? n / 2 : n, o)) return real(fd, b, n, o);
}
int fsync(int fd) { REAL(fsync); STRUCK(real(fd)) return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); STRUCK(real(fd)) return real(fd); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); STRUCK(real(fd, n)) return real(fd, n); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); STRUCK(real(fd, n)) return real(fd, n); }
int link(const char *a, const char *b) { REAL(link); STRUCK(real(a, b)) return real(a, b); }
int rename(const char *a, const char *b) { REAL(rename); STRUCK(real(a, b)) return real(a, b); }
int unlink(const char *a) { REAL(unlink); STRUCK(real(a)) return real(a); }
