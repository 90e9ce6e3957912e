import CofreAnalysis
import LuaSyntax
import TestSupport
import Testing

/// Asks everything that can be asked at an offset.
private func askAll(_ analysis: DocumentAnalysis, at offset: Int) {
  let count = analysis.file.source.count
  for candidate in analysis.completions(at: offset) {
    #expect(candidate.replaceRange.lowerBound >= 0 && candidate.replaceRange.upperBound <= count)
  }
  _ = analysis.hover(at: offset)
  _ = analysis.definition(at: offset)
  _ = analysis.references(at: offset)
  _ = analysis.highlights(at: offset)
  _ = analysis.signatureHelp(at: offset)
  _ = analysis.selectionRanges(at: offset)
  for range in [offset..<offset, max(offset - 9, 0)..<max(offset, 0)] {
    for offer in analysis.actions(in: range) {
      for edit in offer.change().edits { #expect(edit.range.upperBound <= count) }
    }
  }
  _ = try? analysis.prepareRename(at: offset)
  _ = try? analysis.rename(at: offset, to: "renamed")
}

private func askAll(_ analysis: DocumentAnalysis) {
  let count = analysis.file.source.count
  for diagnostic in analysis.diagnostics() {
    #expect(diagnostic.range.lowerBound >= 0 && diagnostic.range.upperBound <= count)
  }
  _ = analysis.documentSymbols()
  _ = analysis.foldings()
  _ = analysis.semanticTokens(in: 0..<count)
  _ = analysis.inlayHints(in: 0..<count)
}

@Suite struct RobustnessTests {
  private static let script =
    modules + """
      local ring = gcp.kms.KeyRing("r", { location = "global" }, { protect = true })
      local key = gcp.kms.CryptoKey("k", { key_ring_id = ring.id, labels = { ["a"] = "b" } })
      for i, name in ipairs { "a", "b" } do
        local function f(...) return key.id .. name end
        if i > 1 then cofre.export(name, f(i)) end
      end
      azure.keyvault.Vault("v", { properties = { sku = { name = "standard" } } })
      """

  @Test func answersAtEveryPlaceOfAScriptThatIsCutAnywhere() {
    let bytes = Array(Self.script.utf8)
    for end in stride(from: modules.utf8.count, through: bytes.count, by: 3) {
      let analysis = DocumentAnalysis(ScriptText(Array(bytes[..<end])), in: configured)
      askAll(analysis)
      askAll(analysis, at: end)
    }
  }

  @Test func answersAtEveryPlaceOfADamagedScript() {
    var generator = SeededGenerator(seed: 42)
    func random(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    let pieces = ["{", "}", "(", ")", "\"", "end", ",", "=", ".", ":", "local ", "\u{0}", "é", "function ", "[[", "--"]
    for _ in 0..<120 {
      var bytes = Array(Self.script.utf8)
      for _ in 0..<3 {
        let place = random(bytes.count)
        bytes.replaceSubrange(
          place..<min(bytes.count, place + random(6)), with: Array(pieces[random(pieces.count)].utf8))
      }
      let analysis = DocumentAnalysis(ScriptText(bytes), in: configured)
      askAll(analysis)
      for _ in 0..<12 { askAll(analysis, at: random(bytes.count + 20) - 10) }
    }
  }

  @Test func answersForChainsWithoutEnd() {
    let long =
      "local x = a" + String(repeating: ".b", count: 20_000) + "\nlocal y = 1"
      + String(repeating: " + 1", count: 20_000)
    let analysis = DocumentAnalysis(ScriptText(long), in: WorkspaceContext())
    askAll(analysis)
    askAll(analysis, at: 20_000)
    askAll(analysis, at: long.utf8.count - 5)
  }
}
