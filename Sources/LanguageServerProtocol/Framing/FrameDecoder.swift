/// Finds messages in a stream of bytes: header lines, an empty line, and as many bytes as `Content-Length` says.
///
/// Bytes may come in pieces of any size. What is wrong is reported once and read past: after a message that is too long
/// at its end, otherwise at the next `Content-Length` line. Line ends may be CRLF or LF.
package struct FrameDecoder: Sendable {
  package enum Event: Sendable, Equatable {
    /// The bytes of one message, without its headers.
    case message([UInt8])
    /// Something that is no message; reading goes on.
    case failure(FramingError)
  }

  private enum State {
    case header
    case body(missing: Int)
    case skipping(missing: Int)
  }

  private let limits: FrameLimits
  private var state = State.header
  private var header = FrameHeader()
  private var headerBytes = 0
  private var line: [UInt8] = []
  private var body: [UInt8] = []
  /// Whether the place in the stream is lost: lines are then read past in silence until one gives a length.
  private var isLost = false

  package init(limits: FrameLimits = FrameLimits()) { self.limits = limits }

  /// Takes the bytes that came next, and gives what they complete, in order.
  package mutating func decode(_ bytes: Span<UInt8>) -> [Event] {
    bytes.withUnsafeBufferPointer { decode($0) }
  }

  /// What is missing when the stream ends here, or nil when it ends between messages.
  package func end() -> FramingError? {
    switch state {
    case .header: headerBytes > 0 || !line.isEmpty ? .truncated(missingBytes: nil) : nil
    case .body(let missing), .skipping(let missing): .truncated(missingBytes: missing)
    }
  }

  private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [Event] {
    var events: [Event] = []
    var position = 0
    while position < bytes.count {
      switch state {
      case .header:
        readHeader(bytes[position], &events)
        position += 1
      case .body(let missing):
        let count = min(missing, bytes.count - position)
        body.append(contentsOf: bytes[position..<position + count])
        position += count
        state = .body(missing: missing - count)
      case .skipping(let missing):
        let count = min(missing, bytes.count - position)
        position += count
        state = .skipping(missing: missing - count)
      }
      finishBody(&events)
    }
    return events
  }

  private mutating func finishBody(_ events: inout [Event]) {
    switch state {
    case .body(missing: 0):
      events.append(.message(body))
      body = []
      state = .header
    case .skipping(missing: 0):
      state = .header
    default:
      break
    }
  }

  private mutating func readHeader(_ byte: UInt8, _ events: inout [Event]) {
    headerBytes += 1
    guard byte == UInt8(ascii: "\n") else {
      line.append(byte)
      if headerBytes > limits.headerBytes {
        // The name that is searched for may be cut in two here: its first bytes are kept.
        let kept = line.suffix(32)
        lose(.headerTooLong(limitBytes: limits.headerBytes), &events)
        line = Array(kept)
        headerBytes = line.count
      }
      return
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if line.isEmpty { endHeader(&events) } else { readLine(&events) }
    line.removeAll(keepingCapacity: true)
  }

  private mutating func readLine(_ events: inout [Event]) {
    var text = line[...]
    if isLost, header.contentLength == nil {
      guard let found = FrameHeader.contentLengthLine(in: text) else { return forgetHeader() }
      text = found
    }
    do throws(FramingError) {
      try header.read(text)
    } catch {
      lose(error, &events)
      // A body longer than announced leaves its rest in front of the next header.
      if error == .malformedHeader, let found = FrameHeader.contentLengthLine(in: text) { try? header.read(found) }
    }
  }

  private mutating func endHeader(_ events: inout [Event]) {
    let header = header
    let wereLines = headerBytes > 2
    forgetHeader()
    guard let length = header.contentLength else {
      if wereLines { lose(.missingContentLength, &events) }
      return
    }
    if length > limits.skippedBytes { return lose(.invalidContentLength, &events) }
    isLost = false
    if length > limits.bodyBytes {
      events.append(.failure(.bodyTooLong(bytes: length, limitBytes: limits.bodyBytes)))
      state = .skipping(missing: length)
    } else if !header.isUTF8 {
      events.append(.failure(.unsupportedCharacterSet))
      state = .skipping(missing: length)
    } else {
      // An announced length is no reason to take memory before the bytes are there.
      body.reserveCapacity(min(length, 1 << 20))
      state = .body(missing: length)
    }
  }

  private mutating func lose(_ error: FramingError, _ events: inout [Event]) {
    if !isLost { events.append(.failure(error)) }
    isLost = true
    forgetHeader()
  }

  private mutating func forgetHeader() {
    header = FrameHeader()
    headerBytes = 0
  }
}
