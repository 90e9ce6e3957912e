// A state, its memory limit and the calls that Swift makes, each protected.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

char cls_host_table_key, cls_kinds_key, cls_modules_key, cls_loading_key;

static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
  cls_host *host = context;
  if (!block) old_size = 0;
  if (new_size == 0) {
    free(block);
    host->used -= old_size;
    return NULL;
  }
  // Shrinking must not fail, so only growth is checked.
  if (new_size > old_size && (host->used > host->limit || new_size - old_size > host->limit - host->used)) return NULL;
  void *moved = realloc(block, new_size);
  if (moved) host->used += new_size - old_size;
  return moved;
}

int cls_protect(lua_State *L, lua_CFunction function, void *parameters, int arguments, int results) {
  if (!lua_checkstack(L, arguments + 4)) return LUA_ERRMEM;
  lua_pushcfunction(L, function);  // A function without upvalues allocates nothing.
  lua_pushlightuserdata(L, parameters);
  if (arguments) lua_rotate(L, -(arguments + 2), 2);
  return lua_pcall(L, arguments + 1, results, 0);
}

static int open_state(lua_State *L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &cls_host_table_key);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &cls_kinds_key);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &cls_modules_key);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &cls_loading_key);
  cls_open_library(L);
  return 0;
}

lua_State *cls_open(void *context, cls_call call, cls_release release, size_t memory_limit) {
  cls_host *host = calloc(1, sizeof *host);
  if (!host) return NULL;
  host->context = context;
  host->call = call;
  host->release = release;
  host->limit = memory_limit;
  lua_State *L = lua_newstate(allocate, host);
  if (!L) {
    free(host);
    return NULL;
  }
  *(cls_host **)lua_getextraspace(L) = host;
  if (cls_protect(L, open_state, NULL, 0, 0) != LUA_OK) {
    cls_close(L);
    return NULL;
  }
  return L;
}

static void release_nothing(void *context, int32_t kind, int64_t id) {
  (void)context;
  (void)kind;
  (void)id;
}

void cls_close(lua_State *L) {
  cls_host *host = cls_host_of(L);
  host->release = release_nothing;  // The host is going too.
  lua_close(L);
  free(host->scratch);
  free(host);
}

size_t cls_memory(lua_State *L) { return cls_host_of(L)->used; }

int cls_charge(lua_State *L, size_t bytes) {
  cls_host *host = cls_host_of(L);
  if (host->used > host->limit || bytes > host->limit - host->used) return 0;
  host->used += bytes;
  return 1;
}

uint8_t *cls_scratch(lua_State *L, size_t length) {
  cls_host *host = cls_host_of(L);
  if (!host->scratch || length > host->scratch_capacity) {
    size_t capacity = host->scratch_capacity < 1024 ? 1024 : host->scratch_capacity * 2;
    if (capacity < length) capacity = length;
    uint8_t *grown = realloc(host->scratch, capacity);
    if (!grown) return NULL;
    host->scratch = grown;
    host->scratch_capacity = capacity;
  }
  host->scratch_length = length;
  return host->scratch;
}

static int define_function(lua_State *L) {
  void **parameters = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_host_table_key);
  lua_pushinteger(L, *(int64_t *)parameters[1]);
  lua_pushcclosure(L, cls_trampoline, 1);
  lua_setfield(L, -2, parameters[0]);
  return 0;
}

int cls_define_function(lua_State *L, const char *name, int64_t id) {
  void *parameters[] = {(void *)name, &id};
  return cls_protect(L, define_function, parameters, 0, 0);
}

static int collect(lua_State *L) {
  cls_userdata *object = lua_touserdata(L, 1);
  cls_host *host = cls_host_of(L);
  if (object && object->magic == CLS_MAGIC) {
    object->magic = 0;
    host->release(host->context, object->kind, object->id);
  }
  return 0;
}

static int define_kind(lua_State *L) {
  void **parameters = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_kinds_key);
  lua_newtable(L);
  lua_pushstring(L, parameters[0]);
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushcfunction(L, collect);
  lua_setfield(L, -2, "__gc");
  lua_rawseti(L, -2, *(int32_t *)parameters[1]);
  return 0;
}

int cls_define_kind(lua_State *L, int32_t kind, const char *name) {
  void *parameters[] = {(void *)name, &kind};
  return cls_protect(L, define_kind, parameters, 0, 0);
}

static int define_metamethod(lua_State *L) {
  void **parameters = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_kinds_key);
  lua_rawgeti(L, -1, *(int32_t *)parameters[1]);
  lua_pushinteger(L, *(int64_t *)parameters[2]);
  lua_pushcclosure(L, cls_trampoline, 1);
  lua_setfield(L, -2, parameters[0]);
  return 0;
}

int cls_define_metamethod(lua_State *L, int32_t kind, const char *event, int64_t id) {
  void *parameters[] = {(void *)event, &kind, &id};
  return cls_protect(L, define_metamethod, parameters, 0, 0);
}

int cls_object(lua_State *L, int index, int32_t *kind, int64_t *id) {
  if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(cls_userdata)) return 0;
  cls_userdata *object = lua_touserdata(L, index);
  if (object->magic != CLS_MAGIC) return 0;
  *kind = object->kind;
  *id = object->id;
  return 1;
}

static int reference(lua_State *L) {
  *(int *)lua_touserdata(L, 1) = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

int cls_reference(lua_State *L) {
  int made = 0;
  if (cls_protect(L, reference, &made, 1, 0) != LUA_OK) {
    lua_pop(L, 1);
    return 0;
  }
  return made;
}

void cls_unreference(lua_State *L, int reference) { luaL_unref(L, LUA_REGISTRYINDEX, reference); }

void cls_push_reference(lua_State *L, int reference) { lua_rawgeti(L, LUA_REGISTRYINDEX, reference); }

static int new_thread(lua_State *L) {
  cls_thread *thread = lua_touserdata(L, 1);
  thread->state = lua_newthread(L);
  lua_pushinteger(L, CLS_HOST_MAY);
  lua_rawsetp(L, LUA_REGISTRYINDEX, thread->state);
  thread->reference = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

int cls_new_thread(lua_State *L, cls_thread *thread) {
  int status = cls_protect(L, new_thread, thread, 0, 0);
  if (status != LUA_OK) lua_pop(L, 1);
  return status;
}

void cls_release_thread(lua_State *L, cls_thread thread) {
  // The entry is there, so that taking it away allocates nothing.
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, thread.state);
  luaL_unref(L, LUA_REGISTRYINDEX, thread.reference);
}

int cls_may_wait(lua_State *L) { return lua_isyieldable(L) && cls_host_of(L)->unyieldable == 0; }

int cls_take_awaiting(lua_State *L) {
  cls_host *host = cls_host_of(L);
  int awaiting = host->awaiting;
  host->awaiting = 0;
  return awaiting;
}

void cls_push_host_table(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &cls_host_table_key); }

static int set_global(lua_State *L) {
  lua_setglobal(L, lua_touserdata(L, 1));
  return 0;
}

int cls_set_global(lua_State *L, const char *name) { return cls_protect(L, set_global, (void *)name, 1, 0); }

void cls_set_module_finder(lua_State *L, int64_t id) { cls_host_of(L)->module_finder = id; }

static int arith(lua_State *L) {
  int operation = *(int *)lua_touserdata(L, 1);
  lua_arith(L, operation);
  return 1;
}

int cls_arith(lua_State *L, int operation) {
  int operands = operation == LUA_OPUNM || operation == LUA_OPBNOT ? 1 : 2;
  return cls_protect(L, arith, &operation, operands, 1);
}
