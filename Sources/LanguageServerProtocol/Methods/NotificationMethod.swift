import CofreJSON

/// A notification of the protocol; see ``RequestMethod``.
package struct NotificationMethod<Params: LSPValue>: LSPMethod {
  package let name: String
  package let direction: MessageDirection

  package init(name: String, direction: MessageDirection) {
    self.name = name
    self.direction = direction
  }

  /// Reads what a notification says; the error thrown is for the log, as notifications are not answered.
  package func params(of notification: NotificationMessage) throws(ResponseError) -> Params {
    try readParams(notification.params, of: name)
  }

  /// The notification as JSON text, without framing.
  package func encode(params: Params) -> [UInt8] {
    Message.encode(id: nil, method: name, params: Params.self == Nothing.self ? nil : params)
  }
}
