// One FILE a line, sorted; a test compares the lists with the folders.
#include "CofreStdlib.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#define BYTES(name) static const uint8_t name[] =

BYTES(cofre_config) {
#embed "../../stdlib/cofre/config.lua"
};
BYTES(cofre_init) {
#embed "../../stdlib/cofre/init.lua"
};
BYTES(cofre_log) {
#embed "../../stdlib/cofre/log.lua"
};
BYTES(cofre_prelude) {
#embed "../../stdlib/cofre/prelude.lua"
};
BYTES(cofre_resources) {
#embed "../../stdlib/cofre/resources.lua"
};
BYTES(cofre_script) {
#embed "../../stdlib/cofre/script.lua"
};

BYTES(library_cofre) {
#embed "../../stdlib/library/cofre.lua"
};
BYTES(library_aws) {
#embed "../../stdlib/library/cofre/aws.lua"
};
BYTES(library_azure) {
#embed "../../stdlib/library/cofre/azure.lua"
};
BYTES(library_gcp) {
#embed "../../stdlib/library/cofre/gcp.lua"
};
BYTES(library_log) {
#embed "../../stdlib/library/cofre/log.lua"
};

#define FILE(path, name) {path, name, sizeof name}

static const cofre_stdlib_file files[] = {
    FILE("cofre/config.lua", cofre_config),
    FILE("cofre/init.lua", cofre_init),
    FILE("cofre/log.lua", cofre_log),
    FILE("cofre/prelude.lua", cofre_prelude),
    FILE("cofre/resources.lua", cofre_resources),
    FILE("cofre/script.lua", cofre_script),
};

const cofre_stdlib_file *cofre_stdlib_file_at(size_t index) {
  return index < sizeof files / sizeof *files ? &files[index] : NULL;
}

static const cofre_stdlib_file definitions[] = {
    FILE("cofre.lua", library_cofre),
    FILE("cofre/aws.lua", library_aws),
    FILE("cofre/azure.lua", library_azure),
    FILE("cofre/gcp.lua", library_gcp),
    FILE("cofre/log.lua", library_log),
};

const cofre_stdlib_file *cofre_definition_file_at(size_t index) {
  return index < sizeof definitions / sizeof *definitions ? &definitions[index] : NULL;
}
