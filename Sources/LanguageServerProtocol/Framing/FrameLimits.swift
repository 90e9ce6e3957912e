/// How much a peer may send before it is refused.
package struct FrameLimits: Sendable {
  /// The most bytes that the header lines of one message may have together.
  package var headerBytes: Int
  /// The most bytes that one message may have.
  package var bodyBytes: Int
  /// The longest announced body that is read past in order to stay in step.
  ///
  /// A length beyond it is not believed: the next header is searched for in what follows.
  package var skippedBytes: Int

  package init(headerBytes: Int = 8 << 10, bodyBytes: Int = 256 << 20, skippedBytes: Int = 4 << 30) {
    self.headerBytes = headerBytes
    self.bodyBytes = bodyBytes
    self.skippedBytes = skippedBytes
  }
}
