import CCurlShim
import Synchronization

/// One request on its way through libcurl, and the bytes of its answer.
final class CurlTransfer: Sendable {
  private struct Exchange: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  let request: HTTPRequest
  let url: URLParts
  let isCancelled = Atomic(false)
  private let configuration: CurlTransport.Configuration
  /// Used by libcurl's thread alone once the transfer is submitted.
  private let exchange: Exchange

  /// Throws ``HTTPError`` when the request cannot be said in HTTP.
  init(_ request: HTTPRequest, _ configuration: CurlTransport.Configuration) throws {
    guard let url = URLParts(request.url) else {
      throw HTTPError(.malformed, "The address of the request is not an http or https URL.")
    }
    self.request = request
    self.url = url
    self.configuration = configuration
    for field in request.headers.fields
    where field.name.isEmpty || !field.name.utf8.allSatisfy({ 0x21..<0x7f ~= $0 && $0 != UInt8(ascii: ":") })
      || field.value.utf8.contains(where: { $0 < 0x20 && $0 != 9 || $0 == 0x7f })
    {
      throw HTTPError(.malformed, "A header of the request to \(url.authority) holds a character that no header may.")
    }
    let pointer = request.body.withUnsafeBytes {
      curl_shim_exchange_new(
        $0.baseAddress, $0.count, max(0, configuration.maximumResponseBytes), request.isIdempotent)
    }
    guard let pointer else { throw HTTPError(.unsupported, "There is no memory for the request.") }
    exchange = Exchange(pointer: pointer)
  }

  deinit { curl_shim_exchange_free(exchange.pointer) }

  /// Sets the options of a fresh handle; `headers` must live as long as the transfer.
  func configure(
    _ easy: UnsafeMutableRawPointer, _ headers: inout UnsafeMutablePointer<curl_slist>?
  ) -> CURLcode {
    for field in request.headers.fields {
      // libcurl's spelling of a header without a value ends in a semicolon.
      let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
      guard append(line, to: &headers) else { return CURLE_OUT_OF_MEMORY }
    }
    // A header without colon and value keeps libcurl from adding its own.
    for name in ["Expect", "Content-Type"] where request.headers[name] == nil {
      guard append("\(name):", to: &headers) else { return CURLE_OUT_OF_MEMORY }
    }
    var options = CurlOptions(easy)
    options.set(CURLOPT_URL, request.url)
    options.set(CURLOPT_PROTOCOLS_STR, "http,https")
    options.set(CURLOPT_NOSIGNAL, 1)
    options.set(CURLOPT_PATH_AS_IS, 1)
    options.set(CURLOPT_FOLLOWLOCATION, 0)
    options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    options.set(CURLOPT_PIPEWAIT, 1)
    options.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    options.set(CURLOPT_TIMEOUT_MS, request.timeout.milliseconds)
    options.set(CURLOPT_CONNECTTIMEOUT_MS, min(configuration.connectTimeout, request.timeout).milliseconds)
    options.set(CURLOPT_USERAGENT, configuration.userAgent)
    // Both are always set, so that libcurl does not read the environment itself.
    options.set(CURLOPT_PROXY, proxy)
    options.set(CURLOPT_NOPROXY, configuration.proxy.exceptions)
    options.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if let caFile = configuration.caFile { options.set(CURLOPT_CAINFO, caFile) }
    options.attach(exchange.pointer, sendsBody: sendsBody)
    setMethod(&options)
    options.set(CURLOPT_HTTPHEADER, list: headers)
    return options.failure
  }

  /// Methods with a body say its length even when it is empty.
  private var sendsBody: Bool {
    switch request.method {
    case .post, .put, .patch: return true
    case .get, .head, .delete: return !request.body.isEmpty
    }
  }

  private func setMethod(_ options: inout CurlOptions) {
    switch request.method {
    case .head: options.set(CURLOPT_NOBODY, 1)
    case .get where !sendsBody: options.set(CURLOPT_HTTPGET, 1)
    case .post: options.set(CURLOPT_POST, 1)
    case .get, .put, .patch, .delete: options.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
  }

  private func append(_ line: String, to list: inout UnsafeMutablePointer<curl_slist>?) -> Bool {
    guard let longer = curl_shim_list_append(list, line) else { return false }
    list = longer
    return true
  }

  // MARK: - What came of it

  func response(status: Int) -> HTTPResponse {
    var count = 0
    var headers = HTTPHeaders()
    if let head = curl_shim_exchange_head(exchange.pointer, &count) {
      let text = UnsafeRawBufferPointer(start: head, count: count)
      for line in text.split(separator: UInt8(ascii: "\n")).dropFirst() {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
        headers.append(
          String(decoding: line[..<colon], as: UTF8.self), trimmed(line[line.index(after: colon)...]))
      }
    }
    let body = curl_shim_exchange_body(exchange.pointer, &count).map {
      Array(UnsafeRawBufferPointer(start: $0, count: count))
    }
    return HTTPResponse(status: status, headers: headers, body: body ?? [])
  }

  private func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 }
    let start = bytes.drop(while: isSpace)
    let end = start.lastIndex { !isSpace($0) }.map { start.index(after: $0) } ?? start.startIndex
    return String(decoding: start[..<end], as: UTF8.self)
  }

  var wasSent: Bool { curl_shim_exchange_was_sent(exchange.pointer) }
  var isTooLarge: Bool { curl_shim_exchange_is_too_large(exchange.pointer) }
  var reason: String { String(cString: curl_shim_exchange_reason(exchange.pointer)) }
  var maximumResponseBytes: Int { configuration.maximumResponseBytes }
  var caFile: String? { configuration.caFile }
  var proxy: String { configuration.proxy.proxy(for: url) }
}

extension Duration {
  /// Whole milliseconds, at least 1.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(min(max(seconds * 1_000 + attoseconds / 1_000_000_000_000_000, 1), 1 << 31 - 1))
  }
}
