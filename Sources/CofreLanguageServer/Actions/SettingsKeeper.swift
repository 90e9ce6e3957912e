package import CofreModel

/// Changes the settings of projects for an editor, given to the server from outside.
///
/// Nothing is written: what is answered is the file as it would be, for the client to edit. The functions may be called at
/// any time from any task.
package protocol SettingsKeeper: Sendable {
  /// Whether a folder is in a project.
  func hasProject(around folder: String) async -> Bool

  /// Why a secret cannot be stored for a stack of the project around a folder, as full sentences; nil when it can.
  ///
  /// The stack is the one that is in force there where none is named. It asks nobody for anything, and makes nothing.
  func obstacle(toSecretsAround folder: String, stack: String?, open: OpenFiles) async -> String?

  /// The settings of the stack that is in force around a folder, with a secret added under a key of the project.
  ///
  /// Throws a `DiagnosticError`, which never holds the value.
  func storing(_ secret: Sensitive, as key: String, around folder: String, open: OpenFiles) async throws
    -> SettingsChange

  /// The settings of a stack of the project around a folder, with the value of a key encrypted that stands in clear.
  ///
  /// Throws a `DiagnosticError`, which never holds the value.
  func encrypting(_ key: String, of stack: String, around folder: String, open: OpenFiles) async throws
    -> SettingsChange

  /// Takes note that the editor has made a change of the settings around a folder, which may not be saved yet.
  ///
  /// A file that is not among the open ones is then known to be another in the editor than on the disk.
  func tookOver(around folder: String, open: OpenFiles) async

  /// Forgets what was noted of changes that are not saved.
  func forgetChanges() async

  /// The `Cofre.yaml` around a folder, with a code added to those that are allowed.
  func allowing(_ code: String, around folder: String, open: OpenFiles) async throws -> SettingsChange
}

extension SettingsKeeper {
  package func tookOver(around folder: String, open: OpenFiles) async {}
  package func forgetChanges() async {}
}

/// The bytes of files that are open in the editor, by path: they count in place of those on disk.
package typealias OpenFiles = [String: [UInt8]]

/// A settings file as it is and as it is to be.
package struct SettingsChange: Sendable, Equatable {
  package var path: String
  /// Nil when there is no such file yet.
  package var old: [UInt8]?
  package var new: [UInt8]

  package init(path: String, old: [UInt8]?, new: [UInt8]) {
    self.path = path
    self.old = old
    self.new = new
  }
}
