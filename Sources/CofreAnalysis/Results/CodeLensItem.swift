/// A line of text that is shown above a line of the file.
package struct CodeLensItem: Sendable, Equatable {
  /// What it is about; lies in one line.
  package var range: Range<Int>
  package var title: String
  /// Whether it leads to the whole plan of the file.
  package var showsPlan = false
}
