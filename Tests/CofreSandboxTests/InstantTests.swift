import Testing

@testable import CofreSandbox

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-21T19:45:44Z", 1_795_290_344), ("2024-02-29T23:59:59Z", 1_709_251_199),
    ("2030-03-17T17:46:40Z", 1_900_000_000), ("1969-12-31T23:59:59Z", -1),
  ])
  func readsAndWritesRFC3339(text: String, seconds: Int64) throws {
    #expect(Instant(rfc3339: text) == Instant(seconds: seconds))
    #expect(Instant(seconds: seconds).rfc3339 == text)
  }
}
