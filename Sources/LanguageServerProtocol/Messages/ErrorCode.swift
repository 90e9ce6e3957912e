/// Why a request failed, for programs; the set is open.
package struct ErrorCode: LSPEnumeration {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  // JSON-RPC
  package static let parseError = ErrorCode(rawValue: -32700)
  package static let invalidRequest = ErrorCode(rawValue: -32600)
  package static let methodNotFound = ErrorCode(rawValue: -32601)
  package static let invalidParams = ErrorCode(rawValue: -32602)
  package static let internalError = ErrorCode(rawValue: -32603)

  // The language server protocol
  package static let serverNotInitialized = ErrorCode(rawValue: -32002)
  package static let unknownErrorCode = ErrorCode(rawValue: -32001)
  /// The request was right, and yet could not be done; the message is fit for users.
  package static let requestFailed = ErrorCode(rawValue: -32803)
  /// The server gave up a request that it may give up.
  package static let serverCancelled = ErrorCode(rawValue: -32802)
  /// The document changed while the request was worked on, and the result would be wrong.
  package static let contentModified = ErrorCode(rawValue: -32801)
  /// The client cancelled the request.
  package static let requestCancelled = ErrorCode(rawValue: -32800)
}
