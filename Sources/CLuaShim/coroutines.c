// The coroutine library, written anew so that a wait for the host passes through coroutines of the script, and so that
// the time limit knows which coroutine runs.
#include "internal.h"

enum { FAILED = -1, WAITS = -2 };

static lua_State *get_coroutine(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  return co;
}

// Resumes with the `arguments` values on top of L; leaves the results or the error there.
static int resume(lua_State *L, lua_State *co, int arguments) {
  cls_host *host = cls_host_of(L);
  cls_check_time(L);
  if (!lua_checkstack(co, arguments)) {
    lua_pushliteral(L, "too many arguments to resume");
    return FAILED;
  }
  lua_xmove(L, co, arguments);
  int blocks = !lua_isyieldable(L);
  host->unyieldable += blocks;
  host->current = co;
  int results;
  int status = lua_resume(co, L, arguments, &results);
  host->current = L;
  host->unyieldable -= blocks;
  cls_check_time(L);
  if (status == LUA_YIELD && host->awaiting) return WAITS;
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(co, L, 1);
    return FAILED;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(co, results);
    lua_pushliteral(L, "too many results to resume");
    return FAILED;
  }
  lua_xmove(co, L, results);
  return results;
}

int cls_mark(lua_State *L, lua_State *co) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, co);
  int mark = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  return mark;
}

void cls_begin_wait(lua_State *L) {
  if (cls_mark(L, L) != CLS_SCRIPT_MAY) return;
  lua_pushinteger(L, CLS_WAITS);
  lua_rawsetp(L, LUA_REGISTRYINDEX, L);
}

void cls_end_wait(lua_State *L) {
  if (cls_mark(L, L) != CLS_WAITS) return;
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, L);
}

// A coroutine that waits for the host, or passes a wait up, may be woken by nobody else; nor may those that the host
// started, for it keeps things on their stacks.
static int may_resume(lua_State *L, lua_State *co) { return cls_mark(L, co) == CLS_SCRIPT_MAY; }

static int pass_wait_up(lua_State *L, lua_KFunction again) {
  cls_begin_wait(L);
  return lua_yieldk(L, 0, lua_gettop(L), again);
}

static int finish_resume(lua_State *L, int results);

static int resume_again(lua_State *L, int status, lua_KContext base) {
  (void)status;
  cls_end_wait(L);
  return finish_resume(L, resume(L, lua_tothread(L, 1), lua_gettop(L) - (int)base));
}

static int finish_resume(lua_State *L, int results) {
  if (results == WAITS) return pass_wait_up(L, resume_again);
  lua_pushboolean(L, results != FAILED);
  int count = results == FAILED ? 1 : results;
  lua_insert(L, -(count + 1));
  return count + 1;
}

static int co_resume(lua_State *L) {
  lua_State *co = get_coroutine(L);
  if (!may_resume(L, co)) {
    lua_pushboolean(L, 0);
    lua_pushliteral(L, "cannot resume a coroutine that the host will resume");
    return 2;
  }
  return finish_resume(L, resume(L, co, lua_gettop(L) - 1));
}

static int finish_wrap(lua_State *L, int results);

static int wrap_again(lua_State *L, int status, lua_KContext base) {
  (void)status;
  cls_end_wait(L);
  return finish_wrap(L, resume(L, lua_tothread(L, lua_upvalueindex(1)), lua_gettop(L) - (int)base));
}

static int finish_wrap(lua_State *L, int results) {
  if (results == WAITS) return pass_wait_up(L, wrap_again);
  if (results != FAILED) return results;
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {
    cls_host *host = cls_host_of(L);
    host->current = co;
    lua_resetthread(co);
    host->current = L;
    cls_check_time(L);
    lua_xmove(co, L, 1);
  }
  return lua_error(L);
}

static int call_wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  if (!may_resume(L, co)) return luaL_error(L, "cannot resume a coroutine that the host will resume");
  return finish_wrap(L, resume(L, co, lua_gettop(L)));
}

static int co_create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return 1;
}

static int co_wrap(lua_State *L) {
  co_create(L);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

static int co_close(lua_State *L) {
  lua_State *co = get_coroutine(L);
  int status = lua_status(co);
  lua_Debug frame;
  int is_running = co == L || (status == LUA_OK && lua_getstack(co, 0, &frame));
  if (is_running || !may_resume(L, co)) return luaL_error(L, "cannot close a running coroutine");
  cls_host *host = cls_host_of(L);
  cls_check_time(L);
  host->current = co;
  status = lua_resetthread(co);
  host->current = L;
  cls_check_time(L);
  lua_pushboolean(L, status == LUA_OK);
  if (status == LUA_OK) return 1;
  lua_xmove(co, L, 1);
  return 2;
}

void cls_open_coroutines(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"close", co_close}, {"create", co_create}, {"resume", co_resume}, {"wrap", co_wrap}, {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
