// The functions of OpenSSL's libcrypto that Cofre calls, as a table.
//
// libcrypto is opened on the first use, not linked: linking it costs every start of the program about 1 ms. Only its
// headers are needed to build.
#pragma once
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

// Every function by name: the table, its loading and the compiler's check of the types follow from this list.
#define OPENSSL_SHIM_FUNCTIONS(X)                                                                                     \
  X(BIO_free)                                                                                                         \
  X(BIO_new_mem_buf)                                                                                                  \
  X(CRYPTO_memcmp)                                                                                                    \
  X(ERR_clear_error)                                                                                                  \
  X(ERR_get_error)                                                                                                    \
  X(ERR_reason_error_string)                                                                                          \
  X(EVP_CIPHER_CTX_ctrl)                                                                                              \
  X(EVP_CIPHER_CTX_free)                                                                                              \
  X(EVP_CIPHER_CTX_new)                                                                                               \
  X(EVP_DecryptFinal_ex)                                                                                              \
  X(EVP_DecryptInit_ex2)                                                                                              \
  X(EVP_DecryptUpdate)                                                                                                \
  X(EVP_Digest)                                                                                                       \
  X(EVP_DigestSign)                                                                                                   \
  X(EVP_DigestSignInit)                                                                                               \
  X(EVP_EncryptFinal_ex)                                                                                              \
  X(EVP_EncryptInit_ex2)                                                                                              \
  X(EVP_EncryptUpdate)                                                                                                \
  X(EVP_MD_CTX_free)                                                                                                  \
  X(EVP_MD_CTX_new)                                                                                                   \
  X(EVP_PBE_scrypt)                                                                                                   \
  X(EVP_PKEY_CTX_set_rsa_padding)                                                                                     \
  X(EVP_PKEY_CTX_set_rsa_pss_saltlen)                                                                                 \
  X(EVP_PKEY_free)                                                                                                    \
  X(EVP_PKEY_get_base_id)                                                                                             \
  X(EVP_aes_256_gcm)                                                                                                  \
  X(EVP_sha1)                                                                                                         \
  X(EVP_sha256)                                                                                                       \
  X(HMAC)                                                                                                             \
  X(OPENSSL_cleanse)                                                                                                  \
  X(PEM_read_bio_PrivateKey)                                                                                          \
  X(RAND_bytes)

typedef struct {
#define X(name) __typeof__(&name) name;
  OPENSSL_SHIM_FUNCTIONS(X)
#undef X
} openssl_shim_functions;

/// Opens libcrypto and finds its functions; called once.
///
/// Without it nothing can go on, as it would not with a linked library: the process then says so on the standard error and
/// ends with 127, as the loader does.
openssl_shim_functions openssl_shim_load(void);
