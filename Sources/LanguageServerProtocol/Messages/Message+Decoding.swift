package import CofreJSON

extension Message {
  /// Reads one message; throws when the bytes are not JSON, or JSON that is no single message.
  ///
  /// Params and results are not looked at: ``RequestMethod`` and ``NotificationMethod`` read them.
  package static func decode(_ bytes: [UInt8]) throws(MessageError) -> Message {
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON.parse(bytes)
    } catch {
      throw MessageError(
        code: .parseError, message: "The message is not JSON: \(error.message) (byte \(error.offset)).")
    }
    return try decode(json)
  }

  /// Reads one message from its JSON value; see ``decode(_:)-([UInt8])``.
  package static func decode(_ json: JSON) throws(MessageError) -> Message {
    if case .array = json { throw invalid(nil, "Batches are not part of the protocol: send one message at a time.") }
    guard case .object(let members) = json else { throw invalid(nil, "A message must be an object.") }
    if let version = members["jsonrpc"], version != "2.0" {
      throw invalid(requestID(members), "Only version \"2.0\" of JSON-RPC is spoken.")
    }
    guard let method = members["method"] else { return .response(try response(members)) }
    guard case .string(let name) = method else { throw invalid(requestID(members), "'method' must be a string.") }
    guard members["id"] != nil else {
      return .notification(NotificationMessage(method: name, params: members["params"]))
    }
    guard let id = requestID(members) else {
      throw invalid(nil, "'id' of a request must be a whole number or a string.")
    }
    return .request(RequestMessage(id: id, method: name, params: members["params"]))
  }

  private static func response(_ members: JSONObject) throws(MessageError) -> ResponseMessage {
    guard let id = members["id"] else {
      throw invalid(nil, "A message must have 'method', or be a response with 'id'.")
    }
    let answered = requestID(members)
    guard answered != nil || id == .null else {
      throw invalid(nil, "'id' of a response must be a whole number, a string or null.")
    }
    do throws(DecodingFailure) {
      let error: ResponseError? = try members.optional("error")
      guard error != nil || answered != nil else { throw DecodingFailure(expected: "an id of the answered request") }
      return ResponseMessage(id: answered, result: members["result"], error: error)
    } catch {
      throw invalid(nil, "A response cannot be read. \(error)")
    }
  }

  private static func requestID(_ members: JSONObject) -> RequestID? {
    members["id"].flatMap { try? RequestID(json: $0) }
  }

  private static func invalid(_ id: RequestID?, _ message: String) -> MessageError {
    MessageError(id: id, code: .invalidRequest, message: message)
  }
}
