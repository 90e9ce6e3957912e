import CofreCrypto
import CofreJSON
import Testing

@testable import CofreSandbox

@Suite struct AlgorithmTests {
  @Test func crc32c() {
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.checksum([]) == 0)
  }

  @Test(arguments: ["10.0.0.0/16", "0.0.0.0/0", "10.1.2.0/24"])
  func readsAddressRanges(text: String) {
    #expect(AddressRange(text)?.text == text)
  }

  @Test(arguments: [
    "", "10.0.0.0", "10.0.0.0/33", "10.0.0.1/24", "10.0.0/8", "10.0.0.256/32", "010.0.0.0/8", "a/8", "/",
  ])
  func refusesWhatIsNoAddressRange(text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test func rangesContainAndOverlap() throws {
    let wide = try #require(AddressRange("10.0.0.0/16"))
    let narrow = try #require(AddressRange("10.0.1.0/24"))
    let other = try #require(AddressRange("10.1.0.0/16"))
    #expect(wide.contains(narrow) && !narrow.contains(wide))
    #expect(narrow.overlaps(wide) && !other.overlaps(wide))
  }

  @Test(arguments: [("a%20b", "a b"), ("%C3%A4", "ä"), ("100%", "100%"), ("%zz", "%zz"), ("%2", "%2"), ("%2F", "/")])
  func decodesPercents(text: String, expected: String) {
    #expect(PercentEncoding.decode(text) == expected)
  }

  @Test(arguments: [("90d", 7_776_000), ("12h", 43_200), ("0s", 0)])
  func readsDurations(text: String, seconds: Int64) {
    #expect(Sandbox.seconds(of: text) == seconds)
  }

  @Test(arguments: ["", "d", "-1d", "9999999d", "1w", "1.5h"])
  func refusesWhatIsNoDuration(text: String) {
    #expect(Sandbox.seconds(of: text) == nil)
  }

  @Test func verifiesBothKindsOfRSASignature() throws {
    let pair = try KeyPair.rsa(bits: 2048)
    let signer = try RSAPrivateKey(pem: pair.privatePEM())
    let message = Array("message".utf8)
    for (padding, usesPSS) in [(RSAPrivateKey.Padding.pkcs1, false), (.pss, true)] {
      var signature = try signer.sign(message, padding: padding)
      #expect(pair.verifies(signature, of: message, usesPSS: usesPSS))
      #expect(!pair.verifies(signature, of: message, usesPSS: !usesPSS))
      signature[0] ^= 1
      #expect(!pair.verifies(signature, of: message, usesPSS: usesPSS))
    }
  }

  @Test func tokensAreGoodUntilTheyExpire() throws {
    let key = Random.bytes(32)
    let token = AccessToken.issue(["aud": "x"], lifetimeSeconds: 60, key: key, at: Instant(seconds: 1000))
    #expect(try AccessToken.claims(of: token, key: key, at: Instant(seconds: 1059)).get().string("aud") == "x")
    #expect(throws: AccessToken.Failure.expired) {
      try AccessToken.claims(of: token, key: key, at: Instant(seconds: 1060)).get()
    }
    #expect(throws: AccessToken.Failure.malformed) {
      try AccessToken.claims(of: token, key: Random.bytes(32), at: Instant(seconds: 1000)).get()
    }
  }
}
