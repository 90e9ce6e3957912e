// The time limit. A timer of the thread's CPU clock signals the thread that runs the script; the handler sets a hook
// on the running coroutine, which raises at every instruction from then on, so that no pcall can swallow it for good.
// Nothing is counted while the time is not up, so the limit costs nothing. Another thread stops a script in the same
// way: it sets the mark and sends the signal itself.
//
// Lua turns hooks off while finalizers and, after an error in a hook, message handlers run. Scripts can set neither
// unguarded: library.c refuses `__gc` and does not call a message handler once the time is up.
#define _GNU_SOURCE
#include "internal.h"

#include <pthread.h>
#include <unistd.h>
#include <sys/syscall.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static _Thread_local cls_host *volatile running;

int cls_raise_expired(lua_State *L) { return luaL_error(L, "the script ran longer than its time limit"); }

static void on_instruction(lua_State *L, lua_Debug *event) {
  (void)event;
  cls_raise_expired(L);
}

static void set_hook(lua_State *L) { lua_sethook(L, on_instruction, LUA_MASKCOUNT, 1); }

void cls_check_time(lua_State *L) {
  if (cls_host_of(L)->expired) {
    set_hook(L);
    cls_raise_expired(L);
  }
}

static void on_signal(int number, siginfo_t *information, void *context) {
  (void)number;
  (void)context;
  cls_host *host = running;
  if (!host) return;
  if (information->si_code == SI_TIMER && information->si_value.sival_ptr == host) host->expired = 1;
  // Any other signal is no more than a reason to look: one that comes late, in another run, does no harm.
  if (host->expired && host->current) set_hook(host->current);
}

static void install(void) {
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_RESTART | SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaction(SIGURG, &action, NULL);
}

void cls_enter(lua_State *L) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGURG);
  pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
  running = cls_host_of(L);
}

void cls_leave(lua_State *L) {
  (void)L;
  running = NULL;
}

void cls_signal(pthread_t thread) { pthread_kill(thread, SIGURG); }

int cls_start_clock(lua_State *L, int64_t nanoseconds) {
  cls_host *host = cls_host_of(L);
  if (host->expired || host->has_timer) return 1;
  if (nanoseconds < 1) {
    // The last piece was used up without a tick of the timer in it.
    host->expired = 1;
    return 1;
  }
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGURG, .sigev_value.sival_ptr = host};
  event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
  if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &host->timer) != 0) return 0;
  host->has_timer = 1;
  struct itimerspec when = {.it_value = {nanoseconds / 1000000000, nanoseconds % 1000000000}};
  return timer_settime(host->timer, 0, &when, NULL) == 0;
}

int64_t cls_stop_clock(lua_State *L) {
  cls_host *host = cls_host_of(L);
  if (!host->has_timer) return 0;
  struct itimerspec left = {0};
  timer_gettime(host->timer, &left);
  timer_delete(host->timer);
  host->has_timer = 0;
  return left.it_value.tv_sec * 1000000000 + left.it_value.tv_nsec;
}

int cls_is_expired(lua_State *L) { return cls_host_of(L)->expired; }

void cls_expire(lua_State *L) { cls_host_of(L)->expired = 1; }

int cls_resume(lua_State *co, int arguments, int *results) {
  cls_host *host = cls_host_of(co);
  lua_State *before = host->current;
  host->current = co;
  // After the line above a signal sets the hook itself, so that no moment is left in which it could be missed.
  if (host->expired) set_hook(co);
  int status = lua_resume(co, NULL, arguments, results);
  host->current = before;
  return status;
}
