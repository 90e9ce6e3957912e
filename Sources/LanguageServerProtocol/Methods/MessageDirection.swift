/// Who may send a message.
package enum MessageDirection: Sendable, Hashable {
  case clientToServer
  case serverToClient
  case both
}
