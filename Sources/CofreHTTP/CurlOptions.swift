import CCurlShim

/// Sets the options of a handle and keeps the first failure, so that a list of them reads as a list.
struct CurlOptions {
  private let easy: UnsafeMutableRawPointer
  private(set) var failure = CURLE_OK

  init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

  mutating func set(_ option: CURLoption, _ number: Int) {
    note(curl_shim_set_long(easy, option, number))
  }

  /// libcurl copies the text.
  mutating func set(_ option: CURLoption, _ text: String) {
    note(curl_shim_set_string(easy, option, text))
  }

  /// libcurl keeps the pointer.
  mutating func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
    note(curl_shim_set_list(easy, option, list))
  }

  mutating func attach(_ exchange: OpaquePointer, sendsBody: Bool) {
    note(curl_shim_exchange_attach(exchange, easy, sendsBody))
  }

  private mutating func note(_ code: CURLcode) {
    if failure == CURLE_OK { failure = code }
  }
}
