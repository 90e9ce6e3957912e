// `require`: the host finds the source, modules are run once and may wait for the host while they are.
#include "internal.h"

// Takes the module's mark away, however its loading ends.
static int stop_loading(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_loading_key);
  lua_getiuservalue(L, 1, 1);
  lua_pushnil(L);
  lua_rawset(L, -3);
  return 0;
}

static int finish(lua_State *L, int status, lua_KContext context) {
  (void)status;
  (void)context;
  // Stack: name, guard, modules, result.
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, 3);
  return 1;
}

static void push_guard(lua_State *L) {
  lua_newuserdatauv(L, 0, 1);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, stop_loading);
  lua_setfield(L, -2, "__close");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

int cls_require(lua_State *L) {
  luaL_checktype(L, 1, LUA_TSTRING);
  lua_settop(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_modules_key);
  lua_pushvalue(L, 1);
  if (lua_rawget(L, 2) != LUA_TNIL) return 1;
  lua_settop(L, 1);
  cls_host *host = cls_host_of(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_loading_key);
  lua_pushvalue(L, 1);
  int is_loading = lua_rawget(L, 2) != LUA_TNIL;
  lua_settop(L, 1);
  if (is_loading) {
    lua_pushboolean(L, 1);
    cls_dispatch(L, host->module_finder);
    return luaL_error(L, "module '%s' is required while it is being loaded", lua_tostring(L, 1));
  }
  cls_dispatch(L, host->module_finder);  // Leaves source, chunk name, is standard at 2, 3, 4.
  size_t length;
  const char *source = lua_tolstring(L, 2, &length);
  int is_standard = lua_toboolean(L, 4);
  if (luaL_loadbufferx(L, source, length, lua_tostring(L, 3), "t") != LUA_OK) return lua_error(L);
  lua_replace(L, 4);
  push_guard(L);
  lua_replace(L, 2);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_modules_key);
  lua_replace(L, 3);
  // Stack: name, guard, modules, chunk.
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_loading_key);
  lua_pushvalue(L, 1);
  lua_pushboolean(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
  lua_toclose(L, 2);
  lua_pushvalue(L, 1);
  if (is_standard) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_host_table_key);
  } else {
    lua_pushnil(L);
  }
  lua_callk(L, 2, 1, 0, finish);
  return finish(L, LUA_OK, 0);
}
