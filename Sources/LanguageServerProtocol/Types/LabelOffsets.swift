package import CofreJSON

/// The part of a signature's label that is a parameter, as two offsets in the negotiated position encoding.
package struct LabelOffsets: LSPValue {
  package var start: Int
  package var end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  package init(json: JSON) throws(DecodingFailure) {
    let offsets = try [Int](json: json)
    guard offsets.count == 2 else { throw DecodingFailure(expected: "two numbers") }
    start = offsets[0]
    end = offsets[1]
  }

  package func write(to stream: inout JSONStream) { [start, end].write(to: &stream) }
}
