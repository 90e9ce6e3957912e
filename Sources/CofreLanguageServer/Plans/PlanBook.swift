import CofreAnalysis

/// What is planned for the open documents, and which of them have changed since.
struct PlanBook {
  /// By document.
  private(set) var plans: [DocumentKey: DocumentPlan] = [:]
  /// Documents whose projects are to be planned again.
  private(set) var outdated: Set<DocumentKey> = []
  /// Folders for which there was nothing to plan; a file or a setting that changes may give them something.
  private var planless: Set<String> = []
  /// What waits for a pause, or plans.
  private var task: Task<Void, Never>?

  /// Takes note that a document has changed, or, for nil, that anything around the open ones has.
  mutating func changed(_ key: DocumentKey?, among open: [DocumentKey]) {
    guard let key else {
      planless = []
      outdated.formUnion(open.filter { $0.folder != nil })
      return
    }
    if let folder = key.folder, !planless.contains(folder) { outdated.insert(key) }
  }

  /// Ends what waits or plans, and begins anew if there is something to plan.
  mutating func restart(_ makeTask: () -> Task<Void, Never>) {
    task?.cancel()
    task = outdated.isEmpty ? nil : makeTask()
  }

  /// Takes what a run came to; whether it says anything new.
  mutating func planned(_ new: [DocumentKey: DocumentPlan]) -> Bool {
    var isNews = false
    for (key, plan) in new {
      outdated.remove(key)
      isNews = isNews || plans[key] != plan
      plans[key] = plan
    }
    return isNews
  }

  /// Takes note that no plan came for a document: what is known stays.
  mutating func failed(_ key: DocumentKey) { outdated.remove(key) }

  /// Takes note that there is nothing to plan for a document; whether there was something before.
  mutating func nothingToPlan(_ key: DocumentKey) -> Bool {
    outdated.remove(key)
    if let folder = key.folder { planless.insert(folder) }
    return plans.removeValue(forKey: key) != nil
  }

  mutating func closed(_ key: DocumentKey) {
    plans[key] = nil
    outdated.remove(key)
  }

  /// Ends what waits or plans, and forgets everything; whether there was a plan.
  mutating func stop() -> Bool {
    task?.cancel()
    defer { self = PlanBook() }
    return !plans.isEmpty
  }
}
