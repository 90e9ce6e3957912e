// The files of stdlib/ inside the program.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct cofre_stdlib_file {
  const char *path;  // Below stdlib/ or stdlib/library/, such as "cofre/init.lua".
  const uint8_t *bytes;
  size_t size;
} cofre_stdlib_file;

// The module of scripts at `index`, or NULL past the last one.
const cofre_stdlib_file *cofre_stdlib_file_at(size_t index);

// The definition file at `index`, of those in stdlib/library, or NULL past the last one.
const cofre_stdlib_file *cofre_definition_file_at(size_t index);
