import CCurlShim
import Synchronization

/// The transfers under way, on libcurl's thread.
struct CurlTransfers {
  private struct Entry {
    var transfer: CurlTransfer
    var headers: UnsafeMutablePointer<curl_slist>?
    var continuation: CurlLoop.Continuation
  }

  private static let pooledHandles = 32

  private let multi: UnsafeMutableRawPointer
  private var entries: [UnsafeMutableRawPointer: Entry] = [:]
  private var idle: [UnsafeMutableRawPointer] = []

  init(multi: UnsafeMutableRawPointer) { self.multi = multi }

  mutating func add(_ transfer: CurlTransfer, _ continuation: CurlLoop.Continuation) {
    guard !transfer.isCancelled.load(ordering: .relaxed) else {
      continuation.resume(throwing: transfer.cancellation)
      return
    }
    guard let easy = idle.popLast() ?? curl_shim_easy_init() else {
      continuation.resume(throwing: HTTPError(.unsupported, "libcurl has no memory for another request."))
      return
    }
    var headers: UnsafeMutablePointer<curl_slist>?
    let code = transfer.configure(easy, &headers)
    guard code == CURLE_OK, curl_shim_multi_add(multi, easy) == CURLM_OK else {
      recycle(easy, headers)
      continuation.resume(throwing: transfer.error(code == CURLE_OK ? CURLE_FAILED_INIT : code))
      return
    }
    entries[easy] = Entry(transfer: transfer, headers: headers, continuation: continuation)
  }

  mutating func cancel(_ transfer: CurlTransfer) {
    guard let easy = entries.first(where: { $0.value.transfer === transfer })?.key else { return }
    remove(easy)?.continuation.resume(throwing: transfer.cancellation)
  }

  /// Does what can be done without waiting and resumes the tasks whose transfers have ended.
  mutating func perform() {
    var running: Int32 = 0
    curl_shim_multi_perform(multi, &running)
    var code = CURLE_OK
    while let easy = curl_shim_multi_next_done(multi, &code) {
      var status = 0
      curl_shim_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
      guard let entry = remove(easy) else { continue }
      if code == CURLE_OK {
        entry.continuation.resume(returning: entry.transfer.response(status: status))
      } else {
        entry.continuation.resume(throwing: entry.transfer.error(code))
      }
    }
  }

  mutating func close() {
    for easy in Array(entries.keys) {
      guard let entry = remove(easy) else { continue }
      entry.continuation.resume(throwing: entry.transfer.cancellation)
    }
    for easy in idle { curl_shim_easy_cleanup(easy) }
    idle = []
    curl_shim_multi_cleanup(multi)
  }

  private mutating func remove(_ easy: UnsafeMutableRawPointer) -> Entry? {
    guard let entry = entries.removeValue(forKey: easy) else { return nil }
    curl_shim_multi_remove(multi, easy)
    recycle(easy, entry.headers)
    return entry
  }

  private mutating func recycle(_ easy: UnsafeMutableRawPointer, _ headers: UnsafeMutablePointer<curl_slist>?) {
    // A reset handle keeps its connections and forgets every option, so the list may go.
    curl_shim_easy_reset(easy)
    curl_shim_list_free(headers)
    if idle.count < Self.pooledHandles { idle.append(easy) } else { curl_shim_easy_cleanup(easy) }
  }
}
