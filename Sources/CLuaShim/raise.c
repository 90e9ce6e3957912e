// error and assert, written anew so that the host can tell a text of the script from one of Lua's own, and the text of
// an error that is a table.
#include "internal.h"

static char raised_key;

// Remembers the value on top of the stack as raised by the script itself, not by the standard library.
static void remember(lua_State *L) {
  lua_Debug caller;
  if (lua_getstack(L, 1, &caller) && lua_getinfo(L, "S", &caller) && caller.source[0] == '@' && caller.source[1] == '@')
    return;
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &raised_key);
}

static int base_error(lua_State *L) {
  int level = (int)luaL_optinteger(L, 2, 1);
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TSTRING && level > 0) {
    luaL_where(L, level);
    lua_insert(L, 1);
    lua_concat(L, 2);
  }
  remember(L);
  return lua_error(L);
}

static int base_assert(lua_State *L) {
  if (lua_toboolean(L, 1)) return lua_gettop(L);
  luaL_checkany(L, 1);
  lua_remove(L, 1);
  if (lua_gettop(L) == 0) return luaL_error(L, "assertion failed!");
  lua_settop(L, 1);
  return base_error(L);
}

void cls_open_raise(lua_State *L) {
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &raised_key);  // From here on remembering needs no new memory.
  lua_pushcfunction(L, base_error);
  lua_setfield(L, -2, "error");
  lua_pushcfunction(L, base_assert);
  lua_setfield(L, -2, "assert");
}

int cls_is_raised_by_script(lua_State *co) {
  if (!lua_checkstack(co, 1)) return 0;
  lua_rawgetp(co, LUA_REGISTRYINDEX, &raised_key);
  int is_same = lua_rawequal(co, -1, -2);
  lua_pop(co, 1);
  return is_same;
}

static int text_of_table(lua_State *L) {
  if (luaL_getmetafield(L, 2, "__tostring") == LUA_TNIL) return luaL_error(L, "no text");
  luaL_tolstring(L, 2, NULL);
  return 1;
}

int cls_push_error_text(lua_State *L, lua_State *co) {
  if (lua_type(co, -1) != LUA_TTABLE || !lua_checkstack(co, 1) || !lua_checkstack(L, 4)) return 0;
  cls_host *host = cls_host_of(L);
  lua_State *before = host->current;
  lua_pushvalue(co, -1);
  if (co != L) lua_xmove(co, L, 1);
  host->current = L;
  int status = cls_protect(L, text_of_table, NULL, 1, 1);
  host->current = before;
  if (status == LUA_OK) return 1;
  lua_pop(L, 1);
  return 0;
}
