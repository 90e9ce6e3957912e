extension DocumentAnalysis {
  /// What a rename at an offset would be about; nil when nothing there can be renamed.
  package func prepareRename(at offset: Int) -> RenameTarget? { nil }

  /// The edits that give the thing at an offset another name.
  ///
  /// It throws when nothing there can be renamed, or the name would not do.
  package func rename(at offset: Int, to name: String) throws(RenameRefusal) -> [RenameEdit] { [] }
}
