#include "COpenSSLShim.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static void give_up(const char *reason) {
  fprintf(stderr, "cofre: OpenSSL 3 (libcrypto.so.3) cannot be used: %s\nInstall it, on Debian and Ubuntu: apt install libssl3\n",
          reason);
  _exit(127);
}

openssl_shim_functions openssl_shim_load(void) {
  openssl_shim_functions functions;
  void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
  if (!library) give_up(dlerror());
#define X(name)                                                                                                       \
  *(void **)&functions.name = dlsym(library, #name);                                                                  \
  if (!functions.name) give_up("it has no function " #name);
  OPENSSL_SHIM_FUNCTIONS(X)
#undef X
  return functions;
}
