#pragma once
#include "CCurlShim.h"

/// Sets the callbacks of a transfer and what they are called with.
CURLcode curl_shim_set_callbacks(CURL *easy, curl_shim_exchange *exchange, curl_write_callback on_body,
                                 curl_write_callback on_header, curl_prereq_callback on_request, char *reason);
