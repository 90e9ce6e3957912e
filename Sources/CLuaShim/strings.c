// string.rep, with an eye on the time limit: repeating little, or nothing, may take as long as one likes.
#include "internal.h"

#include <limits.h>
#include <string.h>

static int string_rep(lua_State *L) {
  size_t length, separator_length;
  const char *text = luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &separator_length);
  if (count <= 0 || length + separator_length == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if (length + separator_length < length || length + separator_length > (size_t)INT_MAX / (size_t)count) {
    return luaL_error(L, "resulting string too large");
  }
  luaL_Buffer buffer;
  size_t total = (size_t)count * length + (size_t)(count - 1) * separator_length;
  char *at = luaL_buffinitsize(L, &buffer, total);
  for (lua_Integer i = 0; i < count; i++) {
    if ((i & 0xFFFF) == 0) cls_check_time(L);
    if (i > 0 && separator_length > 0) {
      memcpy(at, separator, separator_length);
      at += separator_length;
    }
    memcpy(at, text, length);
    at += length;
  }
  luaL_pushresultsize(&buffer, total);
  return 1;
}

// The string library is at the top of the stack.
void cls_open_strings(lua_State *L) {
  lua_pushcfunction(L, string_rep);
  lua_setfield(L, -2, "rep");
}
