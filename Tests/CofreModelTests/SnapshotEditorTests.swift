import CofreModel
import Testing

@Suite struct SnapshotEditorTests {
  private func state(_ name: String, id: String? = nil, on dependencies: [String] = []) -> ResourceState {
    ResourceState(
      urn: urn(name), id: id ?? name, inputs: [:], outputs: [:], options: ResourceOptions(),
      dependencies: Set(dependencies.map(urn)))
  }

  private func urn(_ name: String) -> URN { URN(stack: "dev", project: "p", type: "t.T", name: name) }

  private func names(_ snapshot: Snapshot) -> [String] {
    snapshot.resources.map { $0.isPendingDelete ? "\($0.urn.name)(\($0.id))" : $0.urn.name }
  }

  private let empty = Snapshot(nameSeed: "00")

  @Test func putsInPlaceOrAtTheEnd() {
    let snapshot = empty.applying([.put(state("a")), .put(state("b")), .put(state("a", id: "new"))])
    #expect(names(snapshot) == ["a", "b"])
    #expect(snapshot.resources.first?.id == "new")
  }

  @Test func standsAfterWhatItDependsOnNow() {
    let before = empty.applying([.put(state("a")), .put(state("b", on: ["a"])), .put(state("c"))])
    let after = before.applying([.put(state("a", on: ["c"]))])
    #expect(names(after) == ["c", "a", "b"])
    #expect(after.integrityErrors() == [])
  }

  @Test func aReplacementStandsBeforeItsDependents() {
    let before = empty.applying([.put(state("a", id: "1")), .put(state("b", on: ["a"]))])
    let during = before.applying([.markPendingDelete(urn("a")), .put(state("a", id: "2"))])
    #expect(names(during) == ["a(1)", "a", "b"])
    let after = during.applying([.removePendingDelete(urn("a"), id: "1")])
    #expect(names(after) == ["a", "b"])
    #expect(after.integrityErrors() == [])
  }

  @Test func dropsDependenciesOnWhatIsGone() {
    let before = empty.applying([.put(state("a")), .put(state("b", on: ["a"]))])
    let gone = before.applying([.remove(urn("a"))])
    #expect(gone.resources.map(\.dependencies) == [[]])
    #expect(gone.integrityErrors() == [])
    // Within one operation the resource comes back, and with it the dependency.
    let replaced = before.applying([.remove(urn("a")), .put(state("a", id: "2"))])
    #expect(names(replaced) == ["a", "b"])
    #expect(replaced.resources.last?.dependencies == [urn("a")])
  }

  @Test func followsDependenciesOnWhatIsRenamed() {
    let before = empty.applying([.put(state("old")), .put(state("b", on: ["old"]))])
    var renamed = state("new", id: "old")
    renamed.options.aliases = [urn("old")]
    let after = before.applying([.remove(urn("old")), .put(renamed)])
    #expect(names(after) == ["new", "b"])
    #expect(after.resources.last?.dependencies == [urn("new")])
    #expect(after.integrityErrors() == [])
  }

  @Test func keepsTheOrderOfACircle() {
    let snapshot = empty.applying([.put(state("a", on: ["b"])), .put(state("b", on: ["a"])), .put(state("c"))])
    #expect(Set(names(snapshot)) == ["a", "b", "c"])
  }

  @Test func longChainsNeedNoStack() {
    let chain = (0..<20_000).map { state("\($0)", on: $0 < 19_999 ? ["\($0 + 1)"] : []) }
    let snapshot = Snapshot(resources: chain, nameSeed: "00").applying([])
    #expect(snapshot.resources.first?.urn.name == "19999")
    #expect(snapshot.integrityErrors() == [])
  }

  @Test func changesAboutNothingChangeNothing() {
    let before = empty.applying([.put(state("a"))])
    let after = before.applying([
      .remove(urn("x")), .markPendingDelete(urn("x")), .removePendingDelete(urn("a"), id: "a"), .end(operationID: "x"),
    ])
    #expect(after == before)
  }

  @Test func keepsUnfinishedOperations() {
    let first = PendingOperation(kind: .create, urn: urn("a"), state: state("a", id: ""), operationID: "1")
    let second = PendingOperation(kind: .delete, urn: urn("b"), state: state("b"), operationID: "2")
    let snapshot = empty.applying([.begin(first), .begin(second), .end(operationID: "1"), .put(state("a"))])
    #expect(snapshot.pendingOperations == [second])
    #expect(names(snapshot) == ["a"])
  }
}
