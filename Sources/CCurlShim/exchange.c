#include "exchange.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  char *bytes;
  size_t count;
  size_t capacity;
} buffer;

struct curl_shim_exchange {
  buffer request;
  buffer head;
  buffer body;
  size_t limit;
  bool is_repeatable;
  bool is_too_large;
  unsigned request_count;
  char reason[CURL_ERROR_SIZE];
};

static void buffer_free(buffer *b) {
  if (b->bytes) explicit_bzero(b->bytes, b->capacity);
  free(b->bytes);
  *b = (buffer){0};
}

static bool buffer_append(buffer *b, const void *bytes, size_t count) {
  if (b->capacity - b->count < count) {
    // Not realloc: it would leave what it moved away from unwiped.
    size_t capacity = b->capacity ? b->capacity : 1024;
    while (capacity - b->count < count) capacity *= 2;
    char *larger = malloc(capacity);
    if (!larger) return false;
    if (b->count) memcpy(larger, b->bytes, b->count);
    size_t kept = b->count;
    buffer_free(b);
    *b = (buffer){larger, kept, capacity};
  }
  memcpy(b->bytes + b->count, bytes, count);
  b->count += count;
  return true;
}

static bool append_answer(curl_shim_exchange *exchange, buffer *b, const char *bytes, size_t count) {
  if (count > exchange->limit - exchange->head.count - exchange->body.count) {
    exchange->is_too_large = true;
    return false;
  }
  return buffer_append(b, bytes, count);
}

// libcurl takes any other number than `size * count` as "stop".
static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  curl_shim_exchange *exchange = context;
  return append_answer(exchange, &exchange->body, bytes, size * count) ? size * count : size * count + 1;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context) {
  curl_shim_exchange *exchange = context;
  // A status line starts the head of another answer: what came before was interim, or a proxy's.
  if (size * count >= 5 && memcmp(bytes, "HTTP/", 5) == 0) exchange->head.count = 0;
  return append_answer(exchange, &exchange->head, bytes, size * count) ? size * count : size * count + 1;
}

static int on_request(void *context, char *remote, char *local, int remote_port, int local_port) {
  (void)remote, (void)local, (void)remote_port, (void)local_port;
  curl_shim_exchange *exchange = context;
  if (exchange->request_count > 0 && !exchange->is_repeatable) return CURL_PREREQFUNC_ABORT;
  exchange->request_count++;
  return CURL_PREREQFUNC_OK;
}

curl_shim_exchange *curl_shim_exchange_new(const void *body, size_t body_count, size_t limit, bool is_repeatable) {
  curl_shim_exchange *exchange = calloc(1, sizeof *exchange);
  if (!exchange) return NULL;
  exchange->limit = limit;
  exchange->is_repeatable = is_repeatable;
  // An empty body too needs an address, or libcurl would read one from standard input.
  if (!buffer_append(&exchange->request, body_count ? body : "", body_count ? body_count : 1)) {
    free(exchange);
    return NULL;
  }
  exchange->request.count = body_count;
  return exchange;
}

void curl_shim_exchange_free(curl_shim_exchange *exchange) {
  buffer_free(&exchange->request);
  buffer_free(&exchange->head);
  buffer_free(&exchange->body);
  free(exchange);
}

CURLcode curl_shim_exchange_attach(curl_shim_exchange *exchange, CURL *easy, bool sends_body) {
  CURLcode code =
      curl_shim_set_callbacks(easy, exchange, on_body, on_header, on_request, exchange->reason);
  if (code != CURLE_OK || !sends_body) return code;
  code = curl_shim_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)exchange->request.count);
  // Not copied by libcurl, so that there is one place to wipe.
  return code != CURLE_OK ? code : curl_shim_set_string(easy, CURLOPT_POSTFIELDS, exchange->request.bytes);
}

bool curl_shim_exchange_was_sent(const curl_shim_exchange *exchange) { return exchange->request_count > 0; }
bool curl_shim_exchange_is_too_large(const curl_shim_exchange *exchange) { return exchange->is_too_large; }
const char *curl_shim_exchange_reason(const curl_shim_exchange *exchange) { return exchange->reason; }

const char *curl_shim_exchange_head(const curl_shim_exchange *exchange, size_t *count) {
  *count = exchange->head.count;
  return exchange->head.bytes;
}

const void *curl_shim_exchange_body(const curl_shim_exchange *exchange, size_t *count) {
  *count = exchange->body.count;
  return exchange->body.bytes;
}
