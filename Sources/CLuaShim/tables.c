// The functions of the table library whose loops run in C for as long as their arguments say, here with an eye on the
// time limit.
#include "internal.h"

// Calls the library's own function when the loop is short, which is nearly always.
enum { SHORT = 1 << 16 };

static void check_every_so_often(lua_State *L, lua_Integer step) {
  if ((step & 0xFFF) == 0) cls_check_time(L);
}

static int call_original(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int table_insert(lua_State *L) {
  if (lua_gettop(L) != 3 || !lua_isinteger(L, 2) || lua_type(L, 1) != LUA_TTABLE) return call_original(L);
  lua_Integer length = luaL_len(L, 1);
  lua_Integer position = lua_tointeger(L, 2);
  if (position < 1 || position > length || length - position < SHORT) return call_original(L);
  if (length == LUA_MAXINTEGER) return luaL_argerror(L, 1, "table too long");
  for (lua_Integer i = length + 1; i > position; i--) {
    check_every_so_often(L, i);
    lua_geti(L, 1, i - 1);
    lua_seti(L, 1, i);
  }
  lua_seti(L, 1, position);
  return 0;
}

static int table_remove(lua_State *L) {
  if (lua_gettop(L) != 2 || !lua_isinteger(L, 2) || lua_type(L, 1) != LUA_TTABLE) return call_original(L);
  lua_Integer length = luaL_len(L, 1);
  lua_Integer position = lua_tointeger(L, 2);
  if (position < 1 || position > length || length - position < SHORT) return call_original(L);
  lua_geti(L, 1, position);
  for (; position < length; position++) {
    check_every_so_often(L, position);
    lua_geti(L, 1, position + 1);
    lua_seti(L, 1, position);
  }
  lua_pushnil(L);
  lua_seti(L, 1, position);
  return 1;
}

static int table_move(lua_State *L) {
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), target = luaL_checkinteger(L, 4);
  int destination = lua_isnoneornil(L, 5) ? 1 : 5;
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, destination, LUA_TTABLE);
  if (last < first || (first > 0 && last - first < SHORT)) return call_original(L);
  luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
  lua_Integer count = last - first + 1;
  luaL_argcheck(L, target <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
  int forwards = target > last || target <= first || (destination != 1 && !lua_compare(L, 1, destination, LUA_OPEQ));
  for (lua_Integer step = 0; step < count; step++) {
    check_every_so_often(L, step);
    lua_Integer i = forwards ? step : count - 1 - step;
    lua_geti(L, 1, first + i);
    lua_seti(L, destination, target + i);
  }
  lua_pushvalue(L, destination);
  return 1;
}

// The table library is at the top of the stack.
void cls_open_tables(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"insert", table_insert}, {"move", table_move}, {"remove", table_remove}, {NULL, NULL},
  };
  for (const luaL_Reg *function = functions; function->name; function++) {
    lua_getfield(L, -1, function->name);
    lua_pushcclosure(L, function->func, 1);
    lua_setfield(L, -2, function->name);
  }
}
