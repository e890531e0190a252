/* Makes the n-th write, fsync, rename, truncate, open for writing or unlink below a folder fail. Loaded by LD_PRELOAD:
   the one seam below both Python and SQLite. `faults_arm(folder, n, error)` starts counting (n = 0: only count);
   `faults_seen()` tells how many there were. Every later one fails too when `lasting`, as on a disk that is full. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[4096];
static long seen, failing;
static int reason, forever, armed;

void faults_arm(const char *path, long n, int error, int lasting) {
    strncpy(folder, path, sizeof folder - 1);
    seen = 0; failing = n; reason = error; forever = lasting; armed = 1;
}
void faults_disarm(void) { armed = 0; }
long faults_seen(void) { return seen; }

static int fails(void) {
    seen++;
    if (failing && (seen == failing || (forever && seen > failing))) { errno = reason; return 1; }
    return 0;
}
static int path_fails(const char *path) { return armed && path && !strncmp(path, folder, strlen(folder)) && fails(); }
static int file_fails(int file) {
    char link[64], place[4096];
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, place, sizeof place - 1);
    if (length < 0) return 0;
    place[length] = 0;
    return path_fails(place);
}

#define ON_FILE(type, name, parameters, ...) \
    type name parameters { static type (*real) parameters; if (!real) real = dlsym(RTLD_NEXT, #name); \
        return file_fails(file) ? -1 : real(__VA_ARGS__); }
#define ON_PATH(name, parameters, ...) \
    int name parameters { static int (*real) parameters; if (!real) real = dlsym(RTLD_NEXT, #name); \
        return path_fails(path) ? -1 : real(__VA_ARGS__); }
#define OPENS(name) \
    int name(const char *path, int flags, ...) { va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); \
        va_end(rest); static int (*real)(const char *, int, ...); if (!real) real = dlsym(RTLD_NEXT, #name); \
        return (flags & (O_WRONLY | O_RDWR | O_CREAT)) && path_fails(path) ? -1 : real(path, flags, mode); }

ON_FILE(ssize_t, write, (int file, const void *data, size_t size), file, data, size)
ON_FILE(ssize_t, pwrite, (int file, const void *data, size_t size, off_t at), file, data, size, at)
ON_FILE(ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t at), file, data, size, at)
ON_FILE(int, fsync, (int file), file)
ON_FILE(int, fdatasync, (int file), file)
ON_FILE(int, ftruncate, (int file, off_t size), file, size)
ON_FILE(int, ftruncate64, (int file, off64_t size), file, size)
ON_FILE(ssize_t, sendfile, (int file, int from, off_t *at, size_t size), file, from, at, size)
ON_FILE(ssize_t, copy_file_range, (int from, off64_t *at, int file, off64_t *to, size_t size, unsigned flags), from, at, file, to, size, flags)
ON_PATH(unlink, (const char *path), path)
ON_PATH(rename, (const char *path, const char *to), path, to)
ON_PATH(link, (const char *from, const char *path), from, path)
ON_PATH(mkdir, (const char *path, mode_t mode), path, mode)
OPENS(open)
OPENS(open64)
