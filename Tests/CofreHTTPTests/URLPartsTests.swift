import CofreHTTP
import Testing

@Suite struct URLPartsTests {
  @Test(
    arguments: [
      ("https://Host.example", "https", "host.example", nil, "/", nil, "host.example"),
      ("https://host:443/a?b=c?d", "https", "host", 443, "/a", "b=c?d", "host"),
      ("http://host:443", "http", "host", 443, "/", nil, "host:443"),
      ("HTTP://127.0.0.1:80?x", "http", "127.0.0.1", 80, "/", "x", "127.0.0.1"),
      ("http://[::1]:8080/x/", "http", "[::1]", 8080, "/x/", nil, "[::1]:8080"),
      ("https://host/?", "https", "host", nil, "/", "", "host"),
    ] as [(String, String, String, Int?, String, String?, String)])
  func splits(
    _ url: String, _ scheme: String, _ host: String, _ port: Int?, _ path: String, _ query: String?, _ authority: String
  ) throws {
    let parts = try #require(URLParts(url))
    #expect(parts.scheme == scheme && parts.host == host && parts.port == port)
    #expect(parts.path == path && parts.query == query && parts.authority == authority)
  }

  @Test(arguments: [
    "", "host/path", "ftp://host", "https://", "https:///x", "https://a@b/", "https://h/#f", "https://h:x/",
    "https://h:/",
    "https://h:70000/", "https://h/\u{e9}", "https://h/a b", "https://h/\n", "https://[::1/", "https://h/{x}",
  ])
  func refuses(_ url: String) { #expect(URLParts(url) == nil) }

  @Test(arguments: [
    ("http://localhost/", true), ("http://a.localhost/", true), ("http://127.1.2.3/", true), ("http://[::1]/", true),
    ("http://127.example.com/", false), ("http://10.0.0.1/", false), ("http://localhost.example/", false),
  ])
  func knowsThisMachine(_ url: String, _ isLoopback: Bool) { #expect(URLParts(url)?.isLoopback == isLoopback) }

  @Test(arguments: [("a b/ü~", "a%20b%2F%C3%BC~"), ("AZaz09-._~", "AZaz09-._~"), ("", ""), ("%+&=", "%25%2B%26%3D")])
  func percentEncodes(_ text: String, _ encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
    #expect(PercentEncoding.decode(encoded) == Array(text.utf8))
  }

  @Test func keepsWhatIsAllowedAndWhatIsNoEncoding() {
    #expect(PercentEncoding.encode("a/b c", allowing: "/") == "a/b%20c")
    #expect(PercentEncoding.decode("%zz%4") == Array("%zz%4".utf8))
    #expect(PercentEncoding.decode("%4a%4A") == Array("JJ".utf8))
  }

  @Test func encodesForms() {
    #expect(FormEncoding.encode([("a", "1 2"), ("b&", "=")]) == "a=1%202&b%26=%3D")
    #expect(FormEncoding.encode([]) == "")
  }

  @Test(arguments: [
    ("http://h/", "http://p:1"), ("https://h/", "http://q:2"), ("http://127.0.0.1/", ""), ("https://localhost/", ""),
    ("http://169.254.169.254/", ""), ("http://metadata.google.internal/", ""),
  ])
  func choosesTheProxy(_ url: String, _ proxy: String) throws {
    let settings = ProxySettings(
      environment: ["http_proxy": "http://p:1", "HTTP_PROXY": "http://evil", "HTTPS_PROXY": "http://q:2"])
    #expect(settings.http == "http://p:1" && settings.https == "http://q:2")
    #expect(settings.proxy(for: try #require(URLParts(url))) == proxy)
  }
}
