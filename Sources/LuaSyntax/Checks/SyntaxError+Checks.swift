extension SyntaxError {
  static func multipleClose(_ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .multipleClose, range, "Second <close> variable",
      "One 'local' statement can declare one variable to be closed, so that their order is plain.",
      hint: "Declare it in a 'local' statement of its own.")
  }
}
