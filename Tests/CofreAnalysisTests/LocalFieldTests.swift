import CofreAnalysis
import Testing

/// Fields of tables that only one file knows.
@Suite struct LocalFieldTests {
  /// `1️⃣` is asked about; every place that names the field is written `one`.
  @Test(arguments: [
    "local t = { 1️⃣one = 1, two = 2 }\nprint(t.one, t.two, other.ONE)\nt.one = t[\"one\"] + #t",
    "local t = { one = 1 }\nfunction t.sum() return t.1️⃣one end\nfunction t:get() return self.one end\nprint(t:get())",
    "local t = { a = { 1️⃣one = 1 }, b = { One = 2 } }\nprint(t.a.one, t.b.One)",
    "local t = setmetatable({ one = 1 }, {})\nprint(t.1️⃣one)",
    "local t = {}\nfunction t.1️⃣one() end\nif t then t.one() end",
  ])
  func areFoundAndRenamed(_ text: String) throws {
    let marked = Marked(text)
    let analysis = marked.analysis()
    let offset = try marked.offset()
    let places = marked.text.ranges(of: "one").count
    #expect(analysis.references(at: offset).count == places)
    #expect(analysis.highlights(at: offset).count == places)
    let edits = try analysis.rename(at: offset, to: "first")
    #expect(marked.applying(edits.map(\.edit)) == marked.text.replacing("one", with: "first"))
  }

  /// Somebody else may name the field.
  @Test(arguments: [
    "local t = { 1️⃣one = 1 }\nf(t)\nprint(t.one)", "local t = { 1️⃣one = 1 }\nfor k in pairs(t) do print(k) end",
    "local t = { 1️⃣one = 1 }\nprint(t[f()], t.one)", "local t = { a = { 1️⃣one = 1 } }\nf(t.a)",
    "local t = { 1️⃣one = 1 }\nreturn function() return t end", "local t = { 1️⃣one = 1 }\nlocal u = t or {}\nprint(u)",
    "local t = { 1️⃣one = 1, get = function(self) return self.one end }\nprint(t:get())",
    "local aws = require \"cofre.aws\"\nlocal p = { 1️⃣description = \"a\" }\naws.secretsmanager.Secret(\"s\", p)",
    "local t = { 1️⃣one = 1, two = 2 }\nprint(t.one)",
  ])
  func keepTheirNameWhereNotAllPlacesAreKnown(_ text: String) throws {
    let marked = Marked(text)
    let offset = try marked.offset()
    #expect(throws: RenameRefusal.self) { try marked.analysis().rename(at: offset, to: "two") }
  }

  @Test func knowWhoCallsThem() throws {
    let (analysis, offset) = try Project(
      "local t = {}\nfunction t.1️⃣make() end\nfunction t.all() t.make() t.make() end\nt.make()\n"
    ).place()
    #expect(analysis.callItems(at: offset).map(\.name) == ["t.make"])
    #expect(
      analysis.incomingCalls(at: offset).map { "\($0.other.name) \($0.ranges.count)" }.sorted()
        == ["t.all 2", "this file 1"])
  }
}
