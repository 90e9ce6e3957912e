// The thinnest C over what Swift cannot import of libcurl: variadic functions, and the callbacks of a transfer.
//
// libcurl is opened on the first use, not linked: linking it costs every start of the program about 7 ms. Only its
// headers are needed to build. Nothing here but curl_shim_load may be called before that has returned true.
#pragma once
#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

/// Opens libcurl and initialises it, once; says why in `reason` when it cannot be done.
bool curl_shim_load(char *reason, size_t capacity);

CURL *curl_shim_easy_init(void);
void curl_shim_easy_cleanup(CURL *easy);
void curl_shim_easy_reset(CURL *easy);
const char *curl_shim_easy_strerror(CURLcode code);

/// `curl_easy_setopt`, one function for each kind of argument.
CURLcode curl_shim_set_long(CURL *easy, CURLoption option, long value);
CURLcode curl_shim_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode curl_shim_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode curl_shim_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
/// `curl_easy_getinfo` of a number.
CURLcode curl_shim_get_long(CURL *easy, CURLINFO info, long *value);

struct curl_slist *curl_shim_list_append(struct curl_slist *list, const char *text);
void curl_shim_list_free(struct curl_slist *list);

CURLM *curl_shim_multi_init(void);
void curl_shim_multi_cleanup(CURLM *multi);
CURLMcode curl_shim_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode curl_shim_multi_add(CURLM *multi, CURL *easy);
CURLMcode curl_shim_multi_remove(CURLM *multi, CURL *easy);
CURLMcode curl_shim_multi_perform(CURLM *multi, int *running);
/// Waits for sockets, timers or a wake-up.
CURLMcode curl_shim_multi_poll(CURLM *multi, int timeout_ms);
/// May be called from any thread.
CURLMcode curl_shim_multi_wakeup(CURLM *multi);
/// The next transfer that has ended, or null.
CURL *curl_shim_multi_next_done(CURLM *multi, CURLcode *code);

/// The bytes of one request and its answer; wiped when they are freed.
typedef struct curl_shim_exchange curl_shim_exchange;

/// Makes an exchange that sends a copy of `body` and takes an answer of at most `limit` bytes.
///
/// libcurl sends a request again on its own when a reused connection broke before the first byte of the answer; unless
/// `is_repeatable`, that ends the transfer instead. Null when there is no memory.
curl_shim_exchange *curl_shim_exchange_new(const void *body, size_t body_count, size_t limit, bool is_repeatable);
void curl_shim_exchange_free(curl_shim_exchange *exchange);
/// Sets the callbacks of a handle; `sends_body` makes it send the body, even an empty one.
CURLcode curl_shim_exchange_attach(curl_shim_exchange *exchange, CURL *easy, bool sends_body);
/// Whether any byte of the request can have been sent.
bool curl_shim_exchange_was_sent(const curl_shim_exchange *exchange);
/// Whether the answer was cut off at the limit.
bool curl_shim_exchange_is_too_large(const curl_shim_exchange *exchange);
/// libcurl's own words about what went wrong; may be empty.
const char *curl_shim_exchange_reason(const curl_shim_exchange *exchange);
/// The header lines of the final answer, each with its line end.
const char *curl_shim_exchange_head(const curl_shim_exchange *exchange, size_t *count);
const void *curl_shim_exchange_body(const curl_shim_exchange *exchange, size_t *count);
