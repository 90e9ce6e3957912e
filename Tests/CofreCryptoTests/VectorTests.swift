import CofreCrypto
import Testing

/// Published vectors: FIPS 180-4, RFC 4231, RFC 5869, RFC 4648.
@Suite struct VectorTests {
  @Test func sha256() {
    #expect(
      Hex.encode(SHA256.hash(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Hex.encode(SHA256.hash([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(Hex.encode(InsecureSHA1.hash(Array("abc".utf8))) == "a9993e364706816aba3e25717850c26c9cd0d89d")
  }

  @Test func hmac() {
    #expect(
      Hex.encode(HMACSHA256.code(for: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test func hkdf() {
    let key = HKDFSHA256.derive(
      from: [UInt8](repeating: 0x0b, count: 22), salt: Hex.decode("000102030405060708090a0b0c")!,
      info: Hex.decode("f0f1f2f3f4f5f6f7f8f9")!, count: 42)
    #expect(
      Hex.encode(key) == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    let unsalted = HKDFSHA256.derive(from: [UInt8](repeating: 0x0b, count: 22), info: [], count: 42)
    #expect(
      Hex.encode(unsalted) == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
  }

  @Test func scrypt() throws {
    let key = try Passphrase.key(from: Array("password".utf8), salt: Array("NaCl".utf8), cost: 1024)
    #expect(key.count == 32)
    #expect(try Passphrase.key(from: Array("password".utf8), salt: Array("NaCl".utf8), cost: 1024) == key)
    #expect(try Passphrase.key(from: Array("passwore".utf8), salt: Array("NaCl".utf8), cost: 1024) != key)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
  ])
  func base64(_ text: String, _ encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
    #expect(Base64.decode(Base64.encodeForURL(Array(text.utf8))) == Array(text.utf8))
  }

  @Test(arguments: ["Z", "Zg=", "Zh==", "Zm9v=", "Zm9v====", "Zm 9", "Zm9*"])
  func refusesWhatIsNotBase64(_ text: String) { #expect(Base64.decode(text) == nil) }

  @Test(arguments: [0, 1, 15, 16, 17, 1000])
  func sealsAndOpens(_ count: Int) throws {
    let key = Random.bytes(32)
    let text = Random.bytes(count)
    let sealed = try AES256GCM.seal(text, key: key, context: Array("place".utf8))
    #expect(try AES256GCM.open(sealed, key: key, context: Array("place".utf8)) == text)
    #expect(throws: CryptoError.self) { try AES256GCM.open(sealed, key: key, context: Array("elsewhere".utf8)) }
    #expect(throws: CryptoError.self) {
      try AES256GCM.open(sealed, key: Random.bytes(32), context: Array("place".utf8))
    }
    for index in sealed.indices where index % max(1, sealed.count / 16) == 0 {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: CryptoError.self) { try AES256GCM.open(changed, key: key, context: Array("place".utf8)) }
    }
  }

  @Test func comparesBuffers() {
    #expect(areEqualInConstantTime([1, 2], [1, 2]))
    #expect(!areEqualInConstantTime([1, 2], [1, 3]))
    #expect(!areEqualInConstantTime([1, 2], [1, 2, 3]))
  }
}
