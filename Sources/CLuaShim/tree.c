// Builds Lua values from the flat tree in the scratch buffer.
#include "internal.h"

#include <string.h>

typedef struct reader {
  const uint8_t *at, *end;
} reader;

static void take(lua_State *L, reader *r, void *into, size_t size) {
  if ((size_t)(r->end - r->at) < size) luaL_error(L, "the value from the host is cut off");
  memcpy(into, r->at, size);
  r->at += size;
}

static void push_string(lua_State *L, reader *r) {
  uint32_t length;
  take(L, r, &length, sizeof length);
  if ((size_t)(r->end - r->at) < length) luaL_error(L, "the value from the host is cut off");
  lua_pushlstring(L, (const char *)r->at, length);
  r->at += length;
}

static void push_value(lua_State *L, reader *r) {
  luaL_checkstack(L, 4, "value nested too deep");
  uint8_t tag;
  take(L, r, &tag, 1);
  switch (tag) {
    case CLS_TREE_NIL: lua_pushnil(L); break;
    case CLS_TREE_FALSE: lua_pushboolean(L, 0); break;
    case CLS_TREE_TRUE: lua_pushboolean(L, 1); break;
    case CLS_TREE_INTEGER: {
      int64_t integer;
      take(L, r, &integer, sizeof integer);
      lua_pushinteger(L, integer);
      break;
    }
    case CLS_TREE_NUMBER: {
      double number;
      take(L, r, &number, sizeof number);
      lua_pushnumber(L, number);
      break;
    }
    case CLS_TREE_STRING: push_string(L, r); break;
    case CLS_TREE_ARRAY: {
      uint32_t count;
      take(L, r, &count, sizeof count);
      lua_createtable(L, (int)count, 0);
      for (uint32_t i = 0; i < count; i++) {
        push_value(L, r);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
      }
      break;
    }
    case CLS_TREE_OBJECT: {
      uint32_t count;
      take(L, r, &count, sizeof count);
      lua_createtable(L, 0, (int)count);
      for (uint32_t i = 0; i < count; i++) {
        push_string(L, r);
        push_value(L, r);
        lua_rawset(L, -3);
      }
      break;
    }
    case CLS_TREE_USERDATA: {
      int32_t kind;
      int64_t id;
      take(L, r, &kind, sizeof kind);
      take(L, r, &id, sizeof id);
      cls_userdata *object = lua_newuserdatauv(L, sizeof *object, 0);
      object->magic = 0;  // Not ours to release before it has its metatable.
      lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_kinds_key);
      lua_rawgeti(L, -1, kind);
      lua_remove(L, -2);
      lua_setmetatable(L, -2);
      object->kind = kind;
      object->id = id;
      object->magic = CLS_MAGIC;
      break;
    }
    case CLS_TREE_REFERENCE: {
      int32_t reference;
      take(L, r, &reference, sizeof reference);
      lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
      break;
    }
    default: luaL_error(L, "the value from the host has the unknown tag %d", tag);
  }
}

void cls_push_values(lua_State *L, int count) {
  if (count == 0) return;
  cls_host *host = cls_host_of(L);
  reader r = {host->scratch, host->scratch + host->scratch_length};
  luaL_checkstack(L, count, "too many values from the host");
  for (int i = 0; i < count; i++) push_value(L, &r);
}

static int push_protected(lua_State *L) {
  int count = *(int *)lua_touserdata(L, 1);
  cls_push_values(L, count);
  return count;
}

int cls_push(lua_State *L, int count) {
  int status = cls_protect(L, push_protected, &count, 0, count);
  if (status != LUA_OK) lua_pop(L, 1);
  return status;
}
