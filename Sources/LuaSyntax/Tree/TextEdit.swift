/// A replacement of a range of bytes.
package struct TextEdit: Sendable, Hashable {
  package var range: Range<Int>
  package var replacement: [UInt8]

  package init(_ range: Range<Int>, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}

extension SourceFile {
  /// The file after an edit, whose range is clamped to the file.
  ///
  /// The whole text is read again: 10,000 lines take a few milliseconds, less than keeping unchanged parts would be
  /// worth, and so the result cannot differ from reading the new text from scratch.
  package func applying(_ edit: TextEdit) -> SourceFile {
    var source = source
    source.replaceSubrange(edit.range.clamped(to: 0..<source.count), with: edit.replacement)
    return SourceFile(source, options: options)
  }
}
