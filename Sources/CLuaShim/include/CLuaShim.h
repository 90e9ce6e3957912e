// Everything of Lua that may raise an error, so that no longjmp ever crosses a Swift frame.
//
// Swift implements functions that return a status and never raise; the trampoline in trampoline.c turns the status into
// results, an error or a yield after the Swift frame has gone. Values go from Swift to Lua as a flat tree of bytes
// (tree.c). Calls that Swift makes and that may raise run inside lua_pcall and answer a status.
#pragma once

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

// What a Swift function answers: the number of values in the scratch buffer, or one of these.
#define CLS_ERROR (-1)  // the scratch buffer holds the text of an error to be raised
#define CLS_YIELD (-2)  // the running coroutine waits for the host

// Runs the Swift function `id`; `context` is what cls_open was given.
typedef int32_t (*cls_call)(lua_State *L, void *context, int64_t id);
// Says that the object `id` of a kind is not reachable from Lua any more. Must not touch Lua.
typedef void (*cls_release)(void *context, int32_t kind, int64_t id);

// Makes a state with the restricted library, or returns NULL when memory does not suffice.
lua_State *cls_open(void *context, cls_call call, cls_release release, size_t memory_limit);
void cls_close(lua_State *L);

// Bytes in use by Lua plus those charged by the host.
size_t cls_memory(lua_State *L);
// Counts memory that the host keeps on behalf of the script. Returns 0 when the limit is passed.
int cls_charge(lua_State *L, size_t bytes);

// The scratch buffer, at least `capacity` bytes, of which `length` are set; NULL when memory does not suffice.
uint8_t *cls_scratch(lua_State *L, size_t length);

// Tags of the flat tree; numbers are in the machine's byte order.
enum : uint8_t {
  CLS_TREE_NIL,
  CLS_TREE_FALSE,
  CLS_TREE_TRUE,
  CLS_TREE_INTEGER,   // int64
  CLS_TREE_NUMBER,    // double
  CLS_TREE_STRING,    // uint32 length, bytes
  CLS_TREE_ARRAY,     // uint32 count, values
  CLS_TREE_OBJECT,    // uint32 count, pairs of (uint32 length, bytes) and value
  CLS_TREE_USERDATA,  // int32 kind, int64 id
  CLS_TREE_REFERENCE, // int32 reference made by cls_reference
};
// Pushes `count` values from the scratch buffer. Returns a Lua status; on an error nothing is pushed.
int cls_push(lua_State *L, int count);

// Registers a Swift function under a name in the host table, which standard modules get as their second argument.
int cls_define_function(lua_State *L, const char *name, int64_t id);
// Makes the metatable of a kind of object; `name` is what error messages call it.
int cls_define_kind(lua_State *L, int32_t kind, const char *name);
int cls_define_metamethod(lua_State *L, int32_t kind, const char *event, int64_t id);
// Whether the value is one of our objects; fills kind and id.
int cls_object(lua_State *L, int index, int32_t *kind, int64_t *id);

// Keeps the value at the top of the stack, popping it; returns 0 when memory does not suffice.
int cls_reference(lua_State *L);
void cls_unreference(lua_State *L, int reference);
// Pushes what a reference stands for. Never raises, but needs a free slot.
void cls_push_reference(lua_State *L, int reference);

// A coroutine of the host, which scripts cannot resume, and the reference that keeps it.
typedef struct cls_thread {
  lua_State *state;
  int reference;
} cls_thread;
int cls_new_thread(lua_State *L, cls_thread *thread);
void cls_release_thread(lua_State *L, cls_thread thread);
// Resumes a coroutine from the host. The time limit and awaiting coroutines are kept track of.
int cls_resume(lua_State *co, int arguments, int *results);
// Whether a Swift function may answer CLS_YIELD here: not inside a callback of sort or gsub.
int cls_may_wait(lua_State *L);
// Whether the last yield was a wait for the host; clears the mark.
int cls_take_awaiting(lua_State *L);
// Pushes the host table.
void cls_push_host_table(lua_State *L);
// Sets a global to the value on top of the stack, popping it.
int cls_set_global(lua_State *L, const char *name);
// The id of the Swift function that finds a module for `require`.
// It gets the name and answers (source, chunk name, is standard); called again with (name, true) for a module that is
// required while it is being loaded, to raise the error.
void cls_set_module_finder(lua_State *L, int64_t id);
// lua_arith over the two values on top of the stack (one for unary operators), replaced by the result.
int cls_arith(lua_State *L, int operation);

// Whether the value on top of the stack was raised by `error` or `assert` of the script, so that it is the user's own.
int cls_is_raised_by_script(lua_State *co);
// Pushes onto L, the main state, the text that a table on top of `co` gives of itself by `__tostring`; returns 0 and
// pushes nothing when it is no such table or fails to. Runs code of the script, under its time limit.
int cls_push_error_text(lua_State *L, lua_State *co);

// Starts the clock: after `nanoseconds` of the calling thread's CPU time whatever runs on the state is stopped by an
// error that the script cannot catch for good. Must be called on the thread that runs the state, after cls_enter.
int cls_start_clock(lua_State *L, int64_t nanoseconds);
// Stops the clock and returns the nanoseconds that are left.
int64_t cls_stop_clock(lua_State *L);
int cls_is_expired(lua_State *L);
// Makes the script stop as if its time were up; may be called before it is resumed, and on any thread while the state
// is open. A script that runs on another thread sees it when that thread is given to cls_signal.
void cls_expire(lua_State *L);
// Lets signals reach what runs on the state, on the calling thread, until cls_leave.
void cls_enter(lua_State *L);
void cls_leave(lua_State *L);
// Makes a thread that is between cls_enter and cls_leave look whether its script is to stop.
void cls_signal(pthread_t thread);
