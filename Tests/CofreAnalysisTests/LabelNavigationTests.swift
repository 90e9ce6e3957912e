import CofreAnalysis
import Testing

/// Labels and the jumps to them are one thing.
@Suite struct LabelNavigationTests {
  /// `1️⃣` and `3️⃣` are places of one label, which `2️⃣` declares.
  @Test(arguments: [
    "for i = 1, 2 do\n  if i then goto 1️⃣next end\n  if not i then goto 3️⃣next end\n  ::2️⃣next::\nend",
    "do goto other ::other:: end\n::2️⃣again::\ndo local function f() ::again:: goto again end end\ngoto 1️⃣again\ngoto 3️⃣again",
    "do ::a:: goto a end\ndo ::2️⃣a:: do goto 1️⃣a end goto 3️⃣a end",
  ])
  func jumpsLeadToTheirLabel(_ text: String) throws {
    let marked = Marked(text)
    let analysis = marked.analysis()
    let label = try marked.offset("2️⃣")
    let places = try ["1️⃣", "2️⃣", "3️⃣"].map { try marked.offset($0) }.sorted()
    for place in places {
      #expect(analysis.definition(at: place).map(\.range.lowerBound) == [label])
      #expect(analysis.references(at: place).map(\.range.lowerBound) == places)
      #expect(analysis.references(at: place, includingDeclaration: false).count == 2)
      let highlights = analysis.highlights(at: place)
      #expect(highlights.map(\.range.lowerBound) == places)
      #expect(highlights.filter(\.isWrite).map(\.range.lowerBound) == [label])
      let renamed = marked.applying(try analysis.rename(at: place, to: "done").map(\.edit))
      #expect(renamed.components(of: "done") == 3)
    }
  }

  @Test(arguments: [("goto 1️⃣a ::a:: ::b::", "b"), ("goto 1️⃣a ::a::", "end"), ("goto 1️⃣a", "b")])
  func refusesRenamesThatWouldNotDo(_ text: String, _ name: String) throws {
    let marked = Marked(text)
    let offset = try marked.offset()
    #expect(throws: RenameRefusal.self) { try marked.analysis().rename(at: offset, to: name) }
  }
}

extension String {
  fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}
