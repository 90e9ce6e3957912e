// find, match, gmatch and gsub as the Lua 5.4 manual describes them, with a matcher of our own: the library's can take
// longer than the universe on a short pattern, and nothing could stop it. This one looks at the time limit.
#include "internal.h"

#include <ctype.h>
#include <string.h>

enum { UNCLOSED = -1, POSITION = -2, MAXIMUM_DEPTH = 200, MAXIMUM_CAPTURES = 32, ESCAPE = '%' };

typedef struct matcher {
  lua_State *L;
  cls_host *host;
  const char *subject, *subject_end, *pattern_end;
  int depth;
  unsigned steps;
  int count;
  struct {
    const char *start;
    ptrdiff_t length;  // Or UNCLOSED, or POSITION.
  } captures[MAXIMUM_CAPTURES];
} matcher;

static void step(matcher *m) {
  if ((++m->steps & 0x3FF) == 0 && m->host->expired) cls_check_time(m->L);
}

static void prepare(matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern_end) {
  m->L = L;
  m->host = cls_host_of(L);
  m->subject = subject;
  m->subject_end = subject + length;
  m->pattern_end = pattern_end;
  m->steps = 0;
}

static void restart(matcher *m) {
  m->depth = MAXIMUM_DEPTH;
  m->count = 0;
}

// One past the single-character class that starts at p.
static const char *class_end(matcher *m, const char *p) {
  if (*p++ == ESCAPE) {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (p[-1] != '[') return p;
  if (p < m->pattern_end && *p == '^') p++;
  do {  // A ']' that comes first stands for itself.
    if (p >= m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
    if (*p++ == ESCAPE) {
      if (p >= m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
      p++;
    }
    if (p >= m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
  } while (*p != ']');
  return p + 1;
}

static int in_class(int c, int class) {
  int is_in;
  switch (tolower(class)) {
    case 'a': is_in = isalpha(c); break;
    case 'c': is_in = iscntrl(c); break;
    case 'd': is_in = isdigit(c); break;
    case 'g': is_in = isgraph(c); break;
    case 'l': is_in = islower(c); break;
    case 'p': is_in = ispunct(c); break;
    case 's': is_in = isspace(c); break;
    case 'u': is_in = isupper(c); break;
    case 'w': is_in = isalnum(c); break;
    case 'x': is_in = isxdigit(c); break;
    case 'z': is_in = c == 0; break;  // Not in the manual any more, but still in the library.
    default: return class == c;
  }
  return isupper(class) ? !is_in : is_in != 0;
}

// p is at '[', last at its ']'.
static int in_set(int c, const char *p, const char *last) {
  int wanted = 1;
  if (p[1] == '^') {
    wanted = 0;
    p++;
  }
  while (++p < last) {
    if (*p == ESCAPE) {
      if (in_class(c, (unsigned char)*++p)) return wanted;
    } else if (p[1] == '-' && p + 2 < last) {
      if ((unsigned char)*p <= c && c <= (unsigned char)p[2]) return wanted;
      p += 2;
    } else if ((unsigned char)*p == c) {
      return wanted;
    }
  }
  return !wanted;
}

static int matches_one(matcher *m, const char *s, const char *p, const char *end) {
  step(m);
  if (s >= m->subject_end) return 0;
  int c = (unsigned char)*s;
  switch (*p) {
    case '.': return 1;
    case ESCAPE: return in_class(c, (unsigned char)p[1]);
    case '[': return in_set(c, p, end - 1);
    default: return (unsigned char)*p == c;
  }
}

static const char *match(matcher *m, const char *s, const char *p);

static const char *match_balance(matcher *m, const char *s, const char *p) {
  if (p >= m->pattern_end - 1) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->subject_end || *s != *p) return NULL;
  int depth = 1;
  while (++s < m->subject_end) {
    step(m);
    if (*s == p[1]) {
      if (--depth == 0) return s + 1;
    } else if (*s == *p) {
      depth++;
    }
  }
  return NULL;
}

static const char *match_greedy(matcher *m, const char *s, const char *p, const char *end) {
  ptrdiff_t count = 0;
  while (matches_one(m, s + count, p, end)) count++;
  for (; count >= 0; count--) {
    const char *result = match(m, s + count, end + 1);
    if (result) return result;
  }
  return NULL;
}

static const char *match_lazy(matcher *m, const char *s, const char *p, const char *end) {
  for (;;) {
    const char *result = match(m, s, end + 1);
    if (result) return result;
    if (!matches_one(m, s, p, end)) return NULL;
    s++;
  }
}

static const char *open_capture(matcher *m, const char *s, const char *p, ptrdiff_t kind) {
  if (m->count >= MAXIMUM_CAPTURES) luaL_error(m->L, "too many captures");
  m->captures[m->count].start = s;
  m->captures[m->count].length = kind;
  m->count++;
  const char *result = match(m, s, p);
  if (!result) m->count--;
  return result;
}

static const char *close_capture(matcher *m, const char *s, const char *p) {
  int index = m->count - 1;
  while (index >= 0 && m->captures[index].length != UNCLOSED) index--;
  if (index < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[index].length = s - m->captures[index].start;
  const char *result = match(m, s, p);
  if (!result) m->captures[index].length = UNCLOSED;
  return result;
}

static const char *match_back_reference(matcher *m, const char *s, int digit) {
  int index = digit - '1';
  if (index < 0 || index >= m->count || m->captures[index].length == UNCLOSED) {
    luaL_error(m->L, "invalid capture index %%%d", index + 1);
  }
  // A position has no text to compare with: as the library has it, nothing is that long.
  size_t length = (size_t)m->captures[index].length;
  if ((size_t)(m->subject_end - s) >= length && memcmp(m->captures[index].start, s, length) == 0) return s + length;
  return NULL;
}

static int at_frontier(matcher *m, const char *s, const char *set, const char *end) {
  int before = s == m->subject ? 0 : (unsigned char)s[-1];
  int here = s < m->subject_end ? (unsigned char)*s : 0;
  return !in_set(before, set, end - 1) && in_set(here, set, end - 1);
}

// Where the match of the pattern p at s ends, or NULL.
static const char *match(matcher *m, const char *s, const char *p) {
  if (m->depth-- == 0) luaL_error(m->L, "pattern too complex");
  while (s && p != m->pattern_end) {
    step(m);
    if (*p == '(') {
      s = p + 1 < m->pattern_end && p[1] == ')' ? open_capture(m, s, p + 2, POSITION)
                                                : open_capture(m, s, p + 1, UNCLOSED);
      break;
    }
    if (*p == ')') {
      s = close_capture(m, s, p + 1);
      break;
    }
    if (*p == '$' && p + 1 == m->pattern_end) {
      if (s != m->subject_end) s = NULL;
      break;
    }
    if (*p == ESCAPE && p + 1 < m->pattern_end) {
      if (p[1] == 'b') {
        s = match_balance(m, s, p + 2);
        p += 4;
        continue;
      }
      if (p[1] == 'f') {
        p += 2;
        if (p >= m->pattern_end || *p != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
        const char *end = class_end(m, p);
        if (!at_frontier(m, s, p, end)) s = NULL;
        p = end;
        continue;
      }
      if (isdigit((unsigned char)p[1])) {
        s = match_back_reference(m, s, (unsigned char)p[1]);
        p += 2;
        continue;
      }
    }
    const char *end = class_end(m, p);
    char suffix = end < m->pattern_end ? *end : '\0';
    if (suffix == '*') {
      s = match_greedy(m, s, p, end);
      break;
    }
    if (suffix == '-') {
      s = match_lazy(m, s, p, end);
      break;
    }
    int is_match = matches_one(m, s, p, end);
    if (suffix == '+') {
      s = is_match ? match_greedy(m, s + 1, p, end) : NULL;
      break;
    }
    if (suffix == '?') {
      const char *result = is_match ? match(m, s + 1, end + 1) : NULL;
      if (result) {
        s = result;
        break;
      }
      p = end + 1;
      continue;
    }
    s = is_match ? s + 1 : NULL;
    p = end;
  }
  m->depth++;
  return s;
}

static void push_capture(matcher *m, int index, const char *start, const char *end) {
  if (index >= m->count) {
    if (index != 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
    lua_pushlstring(m->L, start, (size_t)(end - start));
  } else if (m->captures[index].length == POSITION) {
    lua_pushinteger(m->L, m->captures[index].start - m->subject + 1);
  } else if (m->captures[index].length == UNCLOSED) {
    luaL_error(m->L, "unfinished capture");
  } else {
    lua_pushlstring(m->L, m->captures[index].start, (size_t)m->captures[index].length);
  }
}

// All captures, or the whole match when there are none and `start` is given.
static int push_captures(matcher *m, const char *start, const char *end) {
  int count = m->count == 0 && start ? 1 : m->count;
  luaL_checkstack(m->L, count, "too many captures");
  for (int index = 0; index < count; index++) push_capture(m, index, start, end);
  return count;
}

static const char *find_plain(
    lua_State *L, const char *text, size_t length, const char *wanted, size_t wanted_length) {
  if (wanted_length == 0) return text;
  while (length >= wanted_length) {
    cls_check_time(L);
    const char *first = memchr(text, wanted[0], length - wanted_length + 1);
    if (!first) return NULL;
    if (memcmp(first, wanted, wanted_length) == 0) return first;
    length -= (size_t)(first + 1 - text);
    text = first + 1;
  }
  return NULL;
}

static size_t start_position(lua_Integer position, size_t length) {
  if (position > 0) return (size_t)position - 1;
  if (position == 0 || position < -(lua_Integer)length) return 0;
  return length - (size_t)-position;
}

static int search(lua_State *L, int is_find) {
  size_t length, pattern_length;
  const char *subject = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  size_t start = start_position(luaL_optinteger(L, 3, 1), length);
  if (start > length) {
    luaL_pushfail(L);
    return 1;
  }
  if (is_find && (lua_toboolean(L, 4) || (strpbrk(pattern, "^$*+?.([%-") == NULL && strlen(pattern) == pattern_length))) {
    const char *found = find_plain(L, subject + start, length - start, pattern, pattern_length);
    if (!found) {
      luaL_pushfail(L);
      return 1;
    }
    lua_pushinteger(L, found - subject + 1);
    lua_pushinteger(L, found - subject + (lua_Integer)pattern_length);
    return 2;
  }
  matcher m;
  prepare(&m, L, subject, length, pattern + pattern_length);
  int is_anchored = pattern_length > 0 && *pattern == '^';
  pattern += is_anchored;
  for (const char *s = subject + start; s <= m.subject_end; s++) {
    restart(&m);
    const char *end = match(&m, s, pattern);
    if (end) {
      if (!is_find) return push_captures(&m, s, end);
      lua_pushinteger(L, s - subject + 1);
      lua_pushinteger(L, end - subject);
      return push_captures(&m, NULL, NULL) + 2;
    }
    if (is_anchored) break;
  }
  luaL_pushfail(L);
  return 1;
}

static int string_find(lua_State *L) { return search(L, 1); }

static int string_match(lua_State *L) { return search(L, 0); }

typedef struct iteration {
  const char *at, *pattern, *last_end;
  matcher m;
} iteration;

static int next_match(lua_State *L) {
  iteration *i = lua_touserdata(L, lua_upvalueindex(3));
  i->m.L = L;
  for (; i->at <= i->m.subject_end; i->at++) {
    restart(&i->m);
    const char *end = match(&i->m, i->at, i->pattern);
    if (end && end != i->last_end) {
      const char *start = i->at;
      i->at = i->last_end = end;
      return push_captures(&i->m, start, end);
    }
  }
  return 0;
}

static int string_gmatch(lua_State *L) {
  size_t length, pattern_length;
  const char *subject = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  size_t start = start_position(luaL_optinteger(L, 3, 1), length);
  lua_settop(L, 2);
  iteration *i = lua_newuserdatauv(L, sizeof *i, 0);
  prepare(&i->m, L, subject, length, pattern + pattern_length);
  i->at = subject + (start > length ? length + 1 : start);
  i->pattern = pattern;
  i->last_end = NULL;
  lua_pushcclosure(L, next_match, 3);
  return 1;
}

// Adds the replacement string, with its captures filled in.
static void add_text(matcher *m, luaL_Buffer *buffer, const char *start, const char *end) {
  lua_State *L = m->L;
  size_t length;
  const char *text = lua_tolstring(L, 3, &length);
  const char *text_end = text + length;
  while (text < text_end) {
    const char *escape = memchr(text, ESCAPE, (size_t)(text_end - text));
    if (!escape) break;
    luaL_addlstring(buffer, text, (size_t)(escape - text));
    text = escape + 1;
    int c = text < text_end ? (unsigned char)*text : '\0';
    if (c == ESCAPE) {
      luaL_addchar(buffer, ESCAPE);
    } else if (c == '0') {
      luaL_addlstring(buffer, start, (size_t)(end - start));
    } else if (isdigit(c)) {
      push_capture(m, c - '1', start, end);
      luaL_tolstring(L, -1, NULL);
      lua_remove(L, -2);
      luaL_addvalue(buffer);
    } else {
      luaL_error(L, "invalid use of '%c' in replacement string", ESCAPE);
    }
    text++;
  }
  luaL_addlstring(buffer, text, (size_t)(text_end - text));
}

// Adds what stands in place of a match; returns whether that is something new.
static int add_replacement(matcher *m, luaL_Buffer *buffer, const char *start, const char *end, int type) {
  lua_State *L = m->L;
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(m, start, end), 1);
  } else if (type == LUA_TTABLE) {
    push_capture(m, 0, start, end);
    lua_gettable(L, 3);
  } else {
    add_text(m, buffer, start, end);
    return 1;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(buffer, start, (size_t)(end - start));
    return 0;
  }
  if (!lua_isstring(L, -1)) return luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  luaL_addvalue(buffer);
  return 1;
}

static int string_gsub(lua_State *L) {
  size_t length, pattern_length;
  const char *subject = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  int type = lua_type(L, 3);
  luaL_argexpected(
      L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
      "string/function/table");
  lua_Integer limit = luaL_optinteger(L, 4, (lua_Integer)length + 1);
  if (type == LUA_TNUMBER) lua_tolstring(L, 3, NULL);
  int is_anchored = pattern_length > 0 && *pattern == '^';
  matcher m;
  prepare(&m, L, subject, length, pattern + pattern_length);
  pattern += is_anchored;
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  const char *s = subject, *last_end = NULL;
  lua_Integer count = 0;
  int has_changed = 0;
  while (count < limit) {
    restart(&m);
    const char *end = match(&m, s, pattern);
    if (end && end != last_end) {
      count++;
      has_changed |= add_replacement(&m, &buffer, s, end, type);
      s = last_end = end;
    } else if (s < m.subject_end) {
      luaL_addchar(&buffer, *s++);
    } else {
      break;
    }
    if (is_anchored) break;
  }
  if (!has_changed) {
    lua_pushvalue(L, 1);
  } else {
    luaL_addlstring(&buffer, s, (size_t)(m.subject_end - s));
    luaL_pushresult(&buffer);
  }
  lua_pushinteger(L, count);
  return 2;
}

// The string library is at the top of the stack.
void cls_open_patterns(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"find", string_find}, {"gmatch", string_gmatch}, {"gsub", string_gsub}, {"match", string_match}, {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
