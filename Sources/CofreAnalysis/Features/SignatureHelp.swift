extension DocumentAnalysis {
  /// What the call around an offset takes; nil outside of calls and when the function is not known.
  package func signatureHelp(at offset: Int) -> SignatureInformation? { nil }
}
