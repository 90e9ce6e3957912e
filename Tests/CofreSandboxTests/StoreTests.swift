import CofreJSON
import Testing

@testable import CofreSandbox

@Suite struct StoreTests {
  @Test func rollingBackUndoesAllSinceTheCommit() {
    let store = Store()
    store["t", "a"] = ["n": 1]
    store.commit()
    store["t", "a"] = ["n": 2]
    store["t", "a"] = nil
    store["t", "b"] = ["n": 3]
    store.rollBack()
    #expect(store["t", "a"] == ["n": 1])
    #expect(store["t", "b"] == nil)
    #expect(store.pending.isEmpty)
  }

  @Test func whatComesBeforeASavepointStays() {
    let store = Store()
    store["t", "a"] = ["n": 1]
    store.setSavepoint()
    store["t", "a"] = ["n": 2]
    store.rollBack()
    #expect(store["t", "a"] == ["n": 1])
    #expect(store.pending == [Store.Change(table: "t", key: "a", record: ["n": 1])])
  }

  @Test func contentsMakeAnEqualStore() {
    let store = Store()
    store["t", "b"] = ["n": 1]
    store["s", "a"] = ["n": 2]
    let copy = Store()
    copy.apply(store.contents)
    #expect(copy.contents == store.contents)
  }
}
