import COpenSSL
import CofreCrypto

/// The sandbox's own certificate authority and the server certificate it signed, as PEM texts.
package struct CertificateAuthority: Sendable, Equatable {
  package var authorityCertificate: String
  package var serverCertificate: String
  package var serverKey: String

  package init(authorityCertificate: String, serverCertificate: String, serverKey: String) {
    self.authorityCertificate = authorityCertificate
    self.serverCertificate = serverCertificate
    self.serverKey = serverKey
  }

  /// The names that the server certificate is good for.
  private static let names =
    "DNS:localhost,DNS:*.vault.localhost,DNS:*.managedhsm.localhost,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1"

  private static let days = 3650

  /// Makes both, good for ten years.
  ///
  /// The authority's private key is forgotten at once: nothing else can ever be signed by the certificate that users
  /// tell their clients to trust.
  package static func make() throws -> CertificateAuthority {
    let authorityKey = try KeyPair.p256()
    let serverKey = try KeyPair.p256()
    let authority = try certificate(
      name: "Cofre sandbox authority", key: authorityKey, issuer: nil, issuerKey: authorityKey,
      extensions: [
        (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
        (NID_subject_key_identifier, "hash"),
      ])
    defer { X509_free(authority) }
    let server = try certificate(
      name: "localhost", key: serverKey, issuer: authority, issuerKey: authorityKey,
      extensions: [
        (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
        (NID_ext_key_usage, "serverAuth"), (NID_subject_key_identifier, "hash"),
        (NID_authority_key_identifier, "keyid:always"), (NID_subject_alt_name, names),
      ])
    defer { X509_free(server) }
    return CertificateAuthority(
      authorityCertificate: try PEMText.collect { PEM_write_bio_X509($0, authority) == 1 },
      serverCertificate: try PEMText.collect { PEM_write_bio_X509($0, server) == 1 },
      serverKey: try serverKey.privatePEM())
  }

  private static func certificate(
    name: String, key: KeyPair, issuer: OpaquePointer?, issuerKey: KeyPair, extensions: [(Int32, String)]
  ) throws -> OpaquePointer {
    guard let certificate = X509_new() else { throw CryptoError("No memory for a certificate.") }
    // The top bit stays clear, so that the serial number is positive.
    let serial = Random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1
    let nameIsSet = name.withCString { text in
      X509_NAME_add_entry_by_txt(
        X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
        UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self),
        -1, -1, 0)
    }
    guard X509_set_version(certificate, 2) == 1,
      ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1,
      X509_gmtime_adj(X509_getm_notBefore(certificate), -86_400) != nil,
      X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86_400) != nil, nameIsSet == 1,
      X509_set_issuer_name(certificate, X509_get_subject_name(issuer ?? certificate)) == 1,
      X509_set_pubkey(certificate, key.key) == 1
    else {
      X509_free(certificate)
      throw CryptoError("A certificate could not be made.")
    }
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, issuer ?? certificate, certificate, nil, nil, 0)
    for (identifier, value) in extensions {
      let entry = X509V3_EXT_nconf_nid(nil, &context, identifier, value)
      defer { X509_EXTENSION_free(entry) }
      guard entry != nil, X509_add_ext(certificate, entry, -1) == 1 else {
        X509_free(certificate)
        ERR_clear_error()
        throw CryptoError("A certificate extension could not be made: \(value)")
      }
    }
    guard X509_sign(certificate, issuerKey.key, EVP_sha256()) > 0 else {
      X509_free(certificate)
      throw CryptoError("A certificate could not be signed.")
    }
    return certificate
  }
}
