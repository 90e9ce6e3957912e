package import CofreJSON

/// Everything the sandbox remembers: tables of JSON records under text keys.
///
/// A record is a resource in the service's own JSON form; members whose names start with an underscore are the
/// sandbox's notes and never leave it. All changes of one request are one transaction: they are taken together by
/// ``commit()`` or undone together by ``rollBack()``.
package final class Store {
  /// One record set (or, with nil, removed).
  package struct Change: Sendable, Equatable {
    package var table: String
    package var key: String
    package var record: JSONObject?

    package init(table: String, key: String, record: JSONObject?) {
      self.table = table
      self.key = key
      self.record = record
    }
  }

  private var tables: [String: [String: JSONObject]] = [:]
  private var changes: [Change] = []
  private var previous: [Change] = []
  private var savepoint = 0

  package init() {}

  package subscript(table: String, key: String) -> JSONObject? {
    get { tables[table]?[key] }
    set {
      previous.append(Change(table: table, key: key, record: tables[table]?[key]))
      changes.append(Change(table: table, key: key, record: newValue))
      tables[table, default: [:]][key] = newValue
    }
  }

  /// The keys of a table, sorted.
  package func keys(_ table: String) -> [String] { (tables[table] ?? [:]).keys.sorted() }

  /// The records of a table in the order of their keys.
  package func records(_ table: String, prefix: String = "") -> [(key: String, record: JSONObject)] {
    (tables[table] ?? [:]).filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
      .map { (key: $0.key, record: $0.value) }
  }

  /// Every record, table by table, as changes that make an equal store.
  package var contents: [Change] {
    tables.keys.sorted().flatMap { table in
      records(table).map { Change(table: table, key: $0.key, record: $0.record) }
    }
  }

  /// What the transaction changed so far, in order.
  package var pending: [Change] { changes }

  /// Ends the transaction.
  package func commit() {
    changes = []
    previous = []
    savepoint = 0
  }

  /// Makes roll-backs within this transaction undo only what comes after.
  func setSavepoint() { savepoint = changes.count }

  /// Undoes everything since the last commit or savepoint.
  package func rollBack() {
    for change in previous[savepoint...].reversed() {
      tables[change.table, default: [:]][change.key] = change.record
    }
    changes.removeSubrange(savepoint...)
    previous.removeSubrange(savepoint...)
  }

  /// Takes over changes that were committed before, as when a log is replayed.
  package func apply(_ changes: [Change]) {
    for change in changes { tables[change.table, default: [:]][change.key] = change.record }
  }

  /// Removes all records of the tables for which the condition holds.
  package func removeAll(where condition: (String) -> Bool) {
    for table in tables.keys.filter(condition) {
      for key in keys(table) { self[table, key] = nil }
    }
  }
}
