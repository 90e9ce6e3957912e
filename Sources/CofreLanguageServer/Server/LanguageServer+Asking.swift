import LanguageServerProtocol
import Synchronization

/// What the server asks of its client.
extension LanguageServer {
  /// Asks the client for something; the answer, if it ever comes, is taken on the thread that reads messages, in its turn.
  func ask<Params, Answer>(
    _ method: RequestMethod<Params, Answer>, _ params: Params,
    then take: (@Sendable (Result<Answer, ResponseError>) -> Void)? = nil
  ) {
    let id = state.withLock { state in
      state.nextRequestID += 1
      let id = RequestID.string("cofre-\(state.nextRequestID)")
      if let take {
        state.asked[id] = { response in
          do throws(ResponseError) {
            take(.success(try method.answer(in: response)))
          } catch {
            take(.failure(error))
          }
        }
      }
      return id
    }
    send(method.encode(id: id, params: params))
  }

  func take(_ response: ResponseMessage) {
    guard let id = response.id, let take = state.withLock({ $0.asked.removeValue(forKey: id) }) else { return }
    take(response)
  }
}
