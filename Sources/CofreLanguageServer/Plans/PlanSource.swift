package import CofreAnalysis

/// Makes plans, given to the server from outside: it runs scripts, which the server must not.
package protocol PlanSource: Sendable {
  /// The plan of the project that a folder belongs to; `documents` are the texts of open files, by absolute path.
  ///
  /// It answers soon, whatever the script does, and gives up when its task is cancelled.
  func plan(folder: String, documents: [String: String]) async -> PlanAnswer
}

package enum PlanAnswer: Sendable {
  /// A plan, and the names within the project of those documents that belong to it, by their paths as they were given.
  case plan(ProjectPlan, files: [String: String])
  /// There is no project, or no stack that is selected or the only one.
  case nothingToPlan
  /// The script did not come to its end in time, and was ended from outside; `main` is the path of the project's main script.
  case tooLate(main: String?)
  /// No plan came.
  case failed
}
