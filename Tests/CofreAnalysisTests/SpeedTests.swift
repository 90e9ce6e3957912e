import CofreAnalysis
import LuaSyntax
import Testing

@Suite struct SpeedTests {
  /// About eight lines for each of `count` resources.
  static func script(resources count: Int) -> String {
    var text = modules
    for index in 0..<count {
      text += """
        do
        local ring_\(index) = gcp.kms.KeyRing("ring-\(index)", { location = "global" })

        local key_\(index) = gcp.kms.CryptoKey("key-\(index)", {
          key_ring_id = ring_\(index).id,
          purpose = "ENCRYPT_DECRYPT", rotation_period = "7776000s",
          labels = { team = "ml", index = "\(index)" },
        }, { depends_on = { ring_\(index) } })
        cofre.export("key_\(index)", key_\(index).id)
        end

        """
    }
    return text
  }

  /// Bounds are wide, so that a loaded machine passes; what is measured is printed.
  @Test func answersWhileOneTypes() {
    let text = Self.script(resources: 200)
    let lines = text.utf8.count { $0 == 10 }
    var file = SourceFile(text)
    var times: [Duration] = []
    let typed = "\naws.secretsmanager.Secret(\"s\", { description = config:get \"a\", "
    for byte in typed.utf8 {
      let edit = TextEdit(file.source.count..<file.source.count, [byte])
      var found = 0
      file = file.applying(edit)
      times.append(
        threadTime {
          found = DocumentAnalysis(ScriptText(file.source), in: configured).completions(at: file.source.count).count
        })
      if byte == UInt8(ascii: ".") { #expect(found > 0) }
    }
    times.sort()
    let reading = (0..<20).map { _ in threadTime { file = SourceFile(text) } }.min() ?? .zero
    let first =
      (0..<20).map { _ in
        threadTime {
          #expect(!DocumentAnalysis(ScriptText(text), in: configured).completions(at: text.utf8.count).isEmpty)
        }
      }.min() ?? .zero
    let analysis = DocumentAnalysis(ScriptText(text), in: configured)
    let diagnostics = threadTime { #expect(analysis.diagnostics().allSatisfy { $0.severity == .hint }) }
    let tokens = threadTime { #expect(analysis.semanticTokens(in: 0..<text.utf8.count).count > 1000) }
    let symbols = threadTime { #expect(analysis.documentSymbols().count == 600) }
    print(
      "analysis of \(lines) lines: reading \(reading), completion \(first), typing p50 \(times[times.count / 2]), p95 \(times[times.count * 95 / 100]), "
        + "diagnostics \(diagnostics), tokens \(tokens), symbols \(symbols)")
    #expect(times[times.count / 2] < .milliseconds(500))
  }

  /// A field is looked for by its name, and each place of the name asked for its type once.
  @Test func fieldsAreFoundInStep() {
    func time(_ count: Int) -> Duration {
      let fields = (0..<count).map { "---@field field_\($0) string\n" }.joined()
      let text =
        "---@class Team\n\(fields)\n---@param t Team\nlocal function f(t)\n"
        + String(repeating: "  print(t.field_7)\n", count: count) + "end\nf({})\n"
      let offset = text.utf8.count - "\nend\nf({})\n".utf8.count - 2
      return (0..<3).map { _ in
        let analysis = DocumentAnalysis(ScriptText(text), in: configured)
        return threadTime { #expect(analysis.highlights(at: offset).count == count + 1) }
      }.min() ?? .zero
    }
    let (small, large) = (time(100), time(1_000))
    #expect(large < small * 25, "\(small) became \(large)")
  }

  /// Ten times as many findings, of several rules, take at most about ten times as long.
  @Test func growsInStepWithWhatIsFound() {
    func time(_ count: Int) -> Duration {
      let blocks = (0..<count).map { index in
        "do\n  local unused_\(index) = prnt(\(index))\n  print(string.rep(\"a\", {}), unknown_\(index))\n  -- why\nend\n"
      }
      let text = blocks.joined()
      return (0..<3).map { _ in
        let analysis = DocumentAnalysis(ScriptText(text), in: configured)
        return threadTime { #expect(analysis.diagnostics().count == 4 * count) }
      }.min() ?? .zero
    }
    let (small, large) = (time(150), time(1_500))
    #expect(large < small * 25, "\(small) became \(large)")
  }

  /// A module of many functions, each called with texts: none is looked for among all of the others.
  @Test func modulesOfManyFunctionsAreCheckedInStep() {
    func time(_ count: Int) -> Duration {
      let functions = (0..<count).map { index in
        "function M.f\(index)(name, value)\n  return aws.secretsmanager.Secret(name .. \"-\(index)\", { description = value })\n"
          + "end\nM.f\(index)(\"a\", \"text\")\n"
      }
      let text = "local aws = require \"cofre.aws\"\nlocal M = {}\n\(functions.joined())return M\n"
      return (0..<3).map { _ in
        let analysis = DocumentAnalysis(ScriptText(text), in: configured)
        return threadTime { #expect(analysis.diagnostics() == []) }
      }.min() ?? .zero
    }
    let (small, large) = (time(60), time(600))
    #expect(large < small * 30, "\(small) became \(large)")
  }

  /// Ten times the text takes at most about ten times as long.
  @Test func growsInStep() {
    func time(_ count: Int) -> Duration {
      let text = Self.script(resources: count)
      return (0..<3).map { _ in
        let analysis = DocumentAnalysis(ScriptText(text), in: configured)
        return threadTime {
          _ = analysis.diagnostics()
          _ = analysis.semanticTokens(in: 0..<text.utf8.count)
        }
      }.min() ?? .zero
    }
    let (small, large) = (time(60), time(600))
    #expect(large < small * 30, "\(small) became \(large)")
  }

  /// Once a file is known, completion in one ten times as long takes hardly longer.
  @Test func completionDoesNotGrowWithTheFile() throws {
    func time(_ count: Int, _ place: String) throws -> Duration {
      let marked = Marked(Self.script(resources: count) + place)
      let analysis = marked.analysis(configured)
      let offset = try marked.offset()
      #expect(!analysis.completions(at: offset).isEmpty)
      return (0..<5).map { _ in threadTime { for _ in 0..<10 { _ = analysis.completions(at: offset) } } }.min() ?? .zero
    }
    for place in [
      "---@1️⃣", "---@diagnostic disable: 1️⃣", "---@param 1️⃣\nlocal function f(a) end", "---@type 1️⃣",
      "azure.keyvault.Vault(\"v\", {\n  1️⃣\n})", "aws.secretsmanager.1️⃣", "1️⃣",
    ] {
      let (small, large) = (try time(60, place), try time(600, place))
      #expect(large < small * 5 + .milliseconds(20), "\(place): \(small) became \(large)")
    }
  }
}
