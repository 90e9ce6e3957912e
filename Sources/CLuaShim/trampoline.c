// The only lua_CFunction that Lua ever calls for a Swift function.
#include "internal.h"

static int finish_wait(lua_State *L, int status, lua_KContext context) {
  (void)status;
  // The host resumes with (true, values…) or (false, error).
  cls_end_wait(L);
  int base = lua_gettop(L);
  int first = (int)context + 1;
  if (first > base) return 0;
  if (lua_toboolean(L, first)) return base - first;
  return lua_error(L);
}

int cls_dispatch(lua_State *L, int64_t id) {
  cls_host *host = cls_host_of(L);
  cls_check_time(L);
  int32_t status = host->call(L, host->context, id);
  // The Swift frame has gone: from here on an error may jump.
  if (status >= 0) {
    cls_push_values(L, status);
    return status;
  }
  if (status == CLS_YIELD) {
    cls_begin_wait(L);
    host->awaiting = 1;
    return lua_yieldk(L, 0, lua_gettop(L), finish_wait);
  }
  lua_pushlstring(L, (const char *)host->scratch, host->scratch_length);
  return lua_error(L);
}

int cls_trampoline(lua_State *L) { return cls_dispatch(L, lua_tointeger(L, lua_upvalueindex(1))); }
