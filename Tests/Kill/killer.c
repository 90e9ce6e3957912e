// Kills the process with SIGKILL at the Nth call that makes something durable or exchanges something with a server.
//
// Preloaded into `cofre` by Tests/Peers/test_kill.py: COFRE_KILL_AT is N (from 1), COFRE_KILL_AFTER=1 lets the call happen
// first. Counted are the calls on regular files below a folder `.cofre` (write, fsync, fdatasync, rename, unlink) and on
// sockets (what is sent, and what is received: "at every response").
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int calls;

static int limit(void) {
  static int value = -1;
  if (value < 0) {
    const char *text = getenv("COFRE_KILL_AT");
    value = text ? atoi(text) : 0;
  }
  return value;
}

static int is_after(void) {
  const char *text = getenv("COFRE_KILL_AFTER");
  return text && *text == '1';
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// Whether this call is the one to die at; dies at once unless it is to happen first.
static int reached(void) {
  if (!limit() || atomic_fetch_add(&calls, 1) + 1 != limit()) return 0;
  if (!is_after()) die();
  return 1;
}

static int is_socket(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

static int is_state(int fd) {
  struct stat status;
  char link[64], path[4096];
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return strstr(path, "/.cofre/") != NULL;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(write);
  int last = (is_state(fd) || is_socket(fd)) && reached();
  ssize_t result = real(fd, bytes, count);
  if (last) die();
  return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  REAL(pwrite);
  int last = is_state(fd) && reached();
  ssize_t result = real(fd, bytes, count, offset);
  if (last) die();
  return result;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  int last = (is_state(fd) || is_socket(fd)) && reached();
  ssize_t result = real(fd, parts, count);
  if (last) die();
  return result;
}

ssize_t send(int fd, const void *bytes, size_t count, int flags) {
  REAL(send);
  int last = is_socket(fd) && reached();
  ssize_t result = real(fd, bytes, count, flags);
  if (last) die();
  return result;
}

ssize_t recv(int fd, void *bytes, size_t count, int flags) {
  REAL(recv);
  ssize_t result = real(fd, bytes, count, flags);
  // An answer has come: the process dies before it has seen it.
  if (result > 0 && is_socket(fd) && reached()) die();
  return result;
}

ssize_t read(int fd, void *bytes, size_t count) {
  REAL(read);
  ssize_t result = real(fd, bytes, count);
  if (result > 0 && is_socket(fd) && reached()) die();
  return result;
}

int fsync(int fd) {
  REAL(fsync);
  int last = is_state(fd) && reached();
  int result = real(fd);
  if (last) die();
  return result;
}

int fdatasync(int fd) {
  REAL(fdatasync);
  int last = is_state(fd) && reached();
  int result = real(fd);
  if (last) die();
  return result;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  int last = reached();
  int result = real(from, to);
  if (last) die();
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  int last = reached();
  int result = real(path);
  if (last) die();
  return result;
}
