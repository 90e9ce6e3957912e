// What the files of the shim share.
#pragma once

#include "CLuaShim.h"

#include <signal.h>
#include <time.h>

#define CLS_MAGIC 0x436f6672u

typedef struct cls_host {
  void *context;
  cls_call call;
  cls_release release;
  size_t used, limit;
  lua_State *volatile current;    // the coroutine that runs, for the signal handler
  _Atomic int expired;            // the time is up, or another thread wants the script to stop
  int awaiting;                   // the last yield is a wait for the host
  int unyieldable;                // resumes below which a wait could not be passed up
  int64_t module_finder;
  uint8_t *scratch;
  size_t scratch_length, scratch_capacity;
  timer_t timer;
  int has_timer;
} cls_host;

typedef struct cls_userdata {
  uint32_t magic;
  int32_t kind;
  int64_t id;
} cls_userdata;

static inline cls_host *cls_host_of(lua_State *L) { return *(cls_host **)lua_getextraspace(L); }

// Keys of the registry: the addresses of these.
extern char cls_host_table_key, cls_kinds_key, cls_modules_key, cls_loading_key;

// Who may resume a coroutine, kept in the registry under its address: nothing there means the script.
enum { CLS_SCRIPT_MAY, CLS_HOST_MAY, CLS_WAITS };
int cls_mark(lua_State *L, lua_State *co);
// Marks a coroutine that waits for the host, unless only the host may resume it anyway. Raises.
void cls_begin_wait(lua_State *L);
void cls_end_wait(lua_State *L);

int cls_trampoline(lua_State *L);
int cls_dispatch(lua_State *L, int64_t id);             // runs a Swift function as the trampoline does
void cls_push_values(lua_State *L, int count);          // raises
void cls_push_host_table_raising(lua_State *L);
void cls_open_library(lua_State *L);                    // raises
void cls_open_coroutines(lua_State *L);                 // raises; adds to the table on top
void cls_open_raise(lua_State *L);                      // raises; adds to the table on top
void cls_open_strings(lua_State *L);                    // raises; adds to the table on top
void cls_open_patterns(lua_State *L);                   // raises; adds to the table on top
void cls_open_tables(lua_State *L);                     // raises; adds to the table on top
int cls_require(lua_State *L);
void cls_check_time(lua_State *L);                      // raises when the time is up
int cls_raise_expired(lua_State *L);

// Runs `function` protected, with `arguments` values from the stack after a pointer to `parameters`.
int cls_protect(lua_State *L, lua_CFunction function, void *parameters, int arguments, int results);
