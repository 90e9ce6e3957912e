#define CURL_DISABLE_TYPECHECK
#include "CCurlShim.h"
#include "exchange.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// Every function of libcurl that we use, by name: the table, its loading and the compiler's check of the types follow
// from this list.
#define CURL_FUNCTIONS(X)                                                                                             \
  X(curl_global_init)                                                                                                 \
  X(curl_easy_init)                                                                                                   \
  X(curl_easy_cleanup)                                                                                                \
  X(curl_easy_reset)                                                                                                  \
  X(curl_easy_strerror)                                                                                               \
  X(curl_easy_setopt)                                                                                                 \
  X(curl_easy_getinfo)                                                                                                \
  X(curl_slist_append)                                                                                                \
  X(curl_slist_free_all)                                                                                              \
  X(curl_multi_init)                                                                                                  \
  X(curl_multi_cleanup)                                                                                               \
  X(curl_multi_setopt)                                                                                                \
  X(curl_multi_add_handle)                                                                                            \
  X(curl_multi_remove_handle)                                                                                         \
  X(curl_multi_perform)                                                                                               \
  X(curl_multi_poll)                                                                                                  \
  X(curl_multi_wakeup)                                                                                                \
  X(curl_multi_info_read)

// The headers define some of the names as macros over the functions.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

static struct {
#define X(name) __typeof__(&name) name;
  CURL_FUNCTIONS(X)
#undef X
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_loaded;
static char load_reason[256];

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(load_reason, sizeof load_reason, "%s", dlerror());
    return;
  }
#define X(name)                                                                                                       \
  *(void **)&curl.name = dlsym(library, #name);                                                                       \
  if (!curl.name) {                                                                                                   \
    snprintf(load_reason, sizeof load_reason, "it has no function %s", #name);                                        \
    return;                                                                                                           \
  }
  CURL_FUNCTIONS(X)
#undef X
  CURLcode code = curl.curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) {
    snprintf(load_reason, sizeof load_reason, "%s", curl.curl_easy_strerror(code));
    return;
  }
  is_loaded = true;
}

bool curl_shim_load(char *reason, size_t capacity) {
  pthread_once(&once, load);
  if (!is_loaded && capacity > 0) snprintf(reason, capacity, "%s", load_reason);
  return is_loaded;
}

CURL *curl_shim_easy_init(void) { return curl.curl_easy_init(); }
void curl_shim_easy_cleanup(CURL *easy) { curl.curl_easy_cleanup(easy); }
void curl_shim_easy_reset(CURL *easy) { curl.curl_easy_reset(easy); }
const char *curl_shim_easy_strerror(CURLcode code) { return curl.curl_easy_strerror(code); }

CURLcode curl_shim_set_long(CURL *easy, CURLoption option, long value) {
  return curl.curl_easy_setopt(easy, option, value);
}

CURLcode curl_shim_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl.curl_easy_setopt(easy, option, value);
}

CURLcode curl_shim_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl.curl_easy_setopt(easy, option, value);
}

CURLcode curl_shim_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl.curl_easy_setopt(easy, option, value);
}

CURLcode curl_shim_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl.curl_easy_getinfo(easy, info, value);
}

struct curl_slist *curl_shim_list_append(struct curl_slist *list, const char *text) {
  return curl.curl_slist_append(list, text);
}

void curl_shim_list_free(struct curl_slist *list) { curl.curl_slist_free_all(list); }

CURLM *curl_shim_multi_init(void) { return curl.curl_multi_init(); }
void curl_shim_multi_cleanup(CURLM *multi) { curl.curl_multi_cleanup(multi); }
CURLMcode curl_shim_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl.curl_multi_setopt(multi, option, value);
}
CURLMcode curl_shim_multi_add(CURLM *multi, CURL *easy) { return curl.curl_multi_add_handle(multi, easy); }
CURLMcode curl_shim_multi_remove(CURLM *multi, CURL *easy) { return curl.curl_multi_remove_handle(multi, easy); }
CURLMcode curl_shim_multi_perform(CURLM *multi, int *running) { return curl.curl_multi_perform(multi, running); }
CURLMcode curl_shim_multi_poll(CURLM *multi, int timeout_ms) {
  return curl.curl_multi_poll(multi, NULL, 0, timeout_ms, NULL);
}
CURLMcode curl_shim_multi_wakeup(CURLM *multi) { return curl.curl_multi_wakeup(multi); }

CURL *curl_shim_multi_next_done(CURLM *multi, CURLcode *code) {
  int remaining;
  for (CURLMsg *message; (message = curl.curl_multi_info_read(multi, &remaining));) {
    if (message->msg != CURLMSG_DONE) continue;
    *code = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}

CURLcode curl_shim_set_callbacks(CURL *easy, curl_shim_exchange *exchange, curl_write_callback on_body,
                                 curl_write_callback on_header, curl_prereq_callback on_request, char *reason) {
  const struct {
    CURLoption option;
    void *value;
  } pointers[] = {
      {CURLOPT_WRITEFUNCTION, (void *)on_body},    {CURLOPT_WRITEDATA, exchange},
      {CURLOPT_HEADERFUNCTION, (void *)on_header}, {CURLOPT_HEADERDATA, exchange},
      {CURLOPT_PREREQFUNCTION, (void *)on_request}, {CURLOPT_PREREQDATA, exchange},
      {CURLOPT_ERRORBUFFER, reason},
  };
  for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++) {
    CURLcode code = curl.curl_easy_setopt(easy, pointers[i].option, pointers[i].value);
    if (code != CURLE_OK) return code;
  }
  return CURLE_OK;
}
