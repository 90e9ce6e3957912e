import COpenSSLShim

/// The functions of OpenSSL's libcrypto, which is opened when the first of them is called.
let libcrypto = openssl_shim_load()
