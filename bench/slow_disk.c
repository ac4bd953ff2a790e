/* A slower disk: loaded before libc, it adds SLOW_DISK_MS to every fsync and fdatasync of a process. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int after_a_while(const char *name, int descriptor)
{
    const char *setting = getenv("SLOW_DISK_MS");
    long milliseconds = setting ? atol(setting) : 0;
    struct timespec pause = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    nanosleep(&pause, NULL);
    return real(descriptor);
}

int fsync(int descriptor) { return after_a_while("fsync", descriptor); }
int fdatasync(int descriptor) { return after_a_while("fdatasync", descriptor); }
