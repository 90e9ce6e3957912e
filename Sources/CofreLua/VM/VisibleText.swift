import CofreModel

extension String {
  /// The text with control characters written as escapes, such as `\x1b`, so that a script cannot drive a terminal.
  ///
  /// Line ends and tabs stay. Those of the second set (U+0080 to U+009F), which some terminals obey too, are written as
  /// `\u{9b}`.
  var withVisibleControls: String {
    guard unicodeScalars.contains(where: \.isHiddenControl) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      guard scalar.isHiddenControl else {
        text.unicodeScalars.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 16)
      text += scalar.value < 0x80 ? "\\x\(digits.count < 2 ? "0" : "")\(digits)" : "\\u{\(digits)}"
    }
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var isHiddenControl: Bool {
    switch value {
    case 0x09, 0x0A: return false
    case 0..<0x20, 0x7F..<0xA0: return true
    default: return false
    }
  }
}

extension Diagnostic {
  /// The diagnostic with what scripts may have put into its texts made visible, as for ``ScriptMessage``.
  var withVisibleControls: Diagnostic {
    var diagnostic = self
    diagnostic.detail = detail.withVisibleControls
    diagnostic.hint = hint?.withVisibleControls
    return diagnostic
  }
}
