import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// Behind locals that hold an output: that they do, and of what kind, as their declaration looks like any other value.
  func typeHints(in range: Range<Int>) -> [InlayHintItem] {
    facts.bindings.compactMap { binding in
      let place = binding.nameRange.upperBound
      guard binding.kind == .local, !binding.nameRange.isEmpty, range.contains(place), binding.name != "_",
        case .output(let output) = binding.value
      else { return nil }
      let kind = output.property.map { " of \($0.kind.phrase)" } ?? ""
      return InlayHintItem(
        offset: place, label: ": \(output.isSensitive ? "secret output" : "output\(kind)")", kind: .type,
        tooltip: output.property?.doc)
    }
  }
}
