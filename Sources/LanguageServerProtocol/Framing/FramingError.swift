/// What is wrong with the bytes between messages.
///
/// No case carries what was received: it may be part of a document, and so a secret.
package enum FramingError: Error, Hashable {
  /// A line that is no header, or a header that cannot be read.
  case malformedHeader
  /// The headers ended without saying how long the message is.
  case missingContentLength
  /// `Content-Length` is no number that can be believed.
  case invalidContentLength
  /// `Content-Length` was given twice, and not the same.
  case conflictingContentLength
  /// The headers are longer than allowed.
  case headerTooLong(limitBytes: Int)
  /// The message is longer than allowed; it is read past.
  case bodyTooLong(bytes: Int, limitBytes: Int)
  /// `Content-Type` names a character set other than UTF-8; the message is read past.
  case unsupportedCharacterSet
  /// The bytes ended inside a message.
  case truncated(missingBytes: Int?)
}

extension FramingError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformedHeader:
      "Expected header lines such as 'Content-Length: 52' before a message; reading goes on at the next such line."
    case .missingContentLength:
      "The headers of a message ended without a 'Content-Length'; reading goes on at the next one."
    case .invalidContentLength:
      "'Content-Length' is not the length of a message in bytes; reading goes on at the next header."
    case .conflictingContentLength:
      "The headers of a message give two different 'Content-Length'; reading goes on at the next header."
    case .headerTooLong(let limit):
      "The headers of a message are longer than \(limit) bytes; reading goes on at the next 'Content-Length'."
    case .bodyTooLong(let bytes, let limit):
      "A message of \(bytes) bytes was left out: at most \(limit) are read."
    case .unsupportedCharacterSet:
      "A message in a character set other than UTF-8 was left out."
    case .truncated(let missing?):
      "The input ended inside a message, \(missing) bytes before its end."
    case .truncated(nil):
      "The input ended inside the headers of a message."
    }
  }
}
