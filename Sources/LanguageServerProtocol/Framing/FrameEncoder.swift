/// Puts messages into a stream of bytes.
package enum FrameEncoder {
  /// The header of a message of so many bytes, with the empty line that ends it.
  package static func header(bodyBytes: Int) -> [UInt8] {
    Array("Content-Length: \(bodyBytes)\r\n\r\n".utf8)
  }

  /// A message with its header.
  package static func encode(_ body: [UInt8]) -> [UInt8] {
    var frame = header(bodyBytes: body.count)
    frame.reserveCapacity(frame.count + body.count)
    frame.append(contentsOf: body)
    return frame
  }
}
