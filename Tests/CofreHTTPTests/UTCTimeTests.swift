import CofreHTTP
import Testing

@Suite struct UTCTimeTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_440_938_160, "2015-08-30T12:36:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (1_795_290_344, "2026-11-21T19:45:44Z"), (-86_400, "1969-12-31T00:00:00Z"),
  ])
  func countsDays(_ seconds: Int64, _ text: String) {
    let time = UTCTime(secondsSince1970: seconds)
    #expect(time.extended == text)
    #expect(time.secondsSince1970 == seconds)
    #expect(UTCTime(rfc3339: text) == time)
  }

  @Test func writesTheBasicForm() { #expect(UTCTime(secondsSince1970: 1_440_938_160).basic == "20150830T123600Z") }

  @Test(arguments: [
    ("2026-11-21T19:45:44.123Z", 1_795_290_344), ("2026-11-21T20:45:44+01:00", 1_795_290_344),
    ("2026-11-21 19:15:44-00:30", 1_795_290_344),
  ])
  func readsOffsets(_ text: String, _ seconds: Int64) { #expect(UTCTime(rfc3339: text)?.secondsSince1970 == seconds) }

  @Test(arguments: [
    "", "2026-11-21", "2026-13-21T00:00:00Z", "2026-11-21T19:45:44", "2026-11-21T24:00:00Z", "x026-11-21T00:00:00Z",
  ])
  func refuses(_ text: String) { #expect(UTCTime(rfc3339: text) == nil) }

  @Test func readsHTTPDates() {
    #expect(UTCTime(httpDate: "Sat, 21 Nov 2026 19:45:44 GMT")?.secondsSince1970 == 1_795_290_344)
    for text in ["", "Sat, 21 Nov 2026 19:45:44 CET", "Sat, 21 Foo 2026 19:45:44 GMT", "Sat, 21 Nov 2026 25:45:44 GMT"]
    {
      #expect(UTCTime(httpDate: text) == nil)
    }
  }
}
