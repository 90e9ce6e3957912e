// The library that scripts see: what reaches the system, loads code or cannot be stopped is not there.
//
// Gone: io, debug, package, load, loadfile, dofile, collectgarbage, warn, string.dump, and of os all but clock, date,
// difftime and time. `load` is gone altogether, not only for bytecode: stack scripts are read by an editor and a
// reviewer, and code made at run time is seen by neither.
#include "internal.h"

#include <string.h>

// A message handler that runs into the limit again would be called again, without hooks: it is not called at all then.
static int guarded_handler(lua_State *L) {
  if (cls_host_of(L)->expired) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 1, 1);
  return 1;
}

static int finish_xpcall(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
  }
  return lua_gettop(L) - 1;  // All but the handler: true and the results.
}

static int base_xpcall(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  int arguments = lua_gettop(L) - 2;
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, guarded_handler, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  // function, handler, arguments…, true, function → handler, true, function, arguments…
  lua_rotate(L, 3, 2);
  lua_remove(L, 1);
  int status = lua_pcallk(L, arguments, LUA_MULTRET, 1, 0, finish_xpcall);
  return finish_xpcall(L, status, 0);
}

static int base_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  int type = lua_type(L, 2);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
  if (type == LUA_TTABLE) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "'__gc' is not available to scripts; use '__close'");
  }
  lua_settop(L, 2);
  lua_setmetatable(L, 1);
  return 1;
}

static void remove_fields(lua_State *L, const char *const *names) {
  for (; *names; names++) {
    lua_pushnil(L);
    lua_setfield(L, -2, *names);
  }
}

static void keep_fields(lua_State *L, const char *const *names) {
  lua_newtable(L);
  for (; *names; names++) {
    lua_getfield(L, -2, *names);
    lua_setfield(L, -2, *names);
  }
  lua_remove(L, -2);
}

void cls_open_library(lua_State *L) {
  static const char *const unsafe_base[] = {
    "collectgarbage", "dofile", "load", "loadfile", "print", "warn", NULL,
  };
  static const char *const unsafe_string[] = {"dump", NULL};
  static const char *const safe_os[] = {"clock", "date", "difftime", "time", NULL};

  luaL_requiref(L, "_G", luaopen_base, 1);
  remove_fields(L, unsafe_base);
  lua_pushcfunction(L, base_setmetatable);
  lua_setfield(L, -2, "setmetatable");
  lua_pushcfunction(L, base_xpcall);
  lua_setfield(L, -2, "xpcall");
  lua_pushcfunction(L, cls_require);
  lua_setfield(L, -2, "require");
  cls_open_raise(L);
  lua_pop(L, 1);

  luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 1);
  cls_open_tables(L);
  lua_pop(L, 1);

  luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 1);
  remove_fields(L, unsafe_string);
  cls_open_strings(L);
  cls_open_patterns(L);
  lua_pop(L, 1);

  luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 1);
  luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, 1);
  lua_pop(L, 2);

  luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, 1);
  cls_open_coroutines(L);
  lua_pop(L, 1);

  luaL_requiref(L, LUA_OSLIBNAME, luaopen_os, 0);
  keep_fields(L, safe_os);
  lua_setglobal(L, LUA_OSLIBNAME);
}
