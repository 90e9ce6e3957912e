import CofreCrypto
package import CofreModel

/// States in files under a project's folder: `.cofre/state/<stack>.json`, with the journal and the lock beside it.
package struct FileStateBackend: StateBackend {
  private let projectFolder: String
  private let project: String

  /// The backend of the project with this name whose files lie in `projectFolder`; nothing is read or made yet.
  package init(projectFolder: String, project: String) {
    self.projectFolder = projectFolder
    self.project = project
  }

  private var stateFolder: String { "\(DataFolder.path(in: projectFolder))/state" }

  private func paths(_ stack: String) -> StatePaths { StatePaths(folder: stateFolder, stack: stack) }

  private func reader(_ stack: String) -> StateReader {
    StateReader(paths: paths(stack), reference: StackReference(project: project, stack: stack))
  }

  package func stacks() async throws -> [String] {
    try await onThread {
      try Files.names(in: stateFolder).compactMap { name in
        name.hasSuffix(".json") && !name.hasPrefix(".") ? String(name.dropLast(".json".count)) : nil
      }
    }
  }

  package func read(_ stack: String) async throws -> Snapshot? {
    try check(stack)
    return try await onThread { try reader(stack).readWithoutLock()?.snapshot }
  }

  package func open(_ stack: String, holder: LockHolder) async throws -> any StateSession {
    try check(stack)
    let thread = try SerialThread()
    return try await onThread(thread) {
      let lock = try lock(stack, holder)
      let stored = try reader(stack).read()
      let checkpoint = stored?.checkpoint ?? newCheckpoint(stack)
      let writer = StateWriter(paths(stack), checkpoint: checkpoint, isStored: stored != nil)
      switch stored?.journal {
      case .replayed?: if let stored { try writer.writeCheckpoint(stored.snapshot) }
      case .foreign(let header)?: try writer.putJournalAside(header)
      case .consumed?, .some(.none), nil: try writer.removeJournal()
      }
      return FileStateSession(
        reference: checkpoint.reference, snapshot: stored?.snapshot ?? checkpoint.snapshot, writer: writer, lock: lock,
        thread: thread, journalPath: paths(stack).journal)
    }
  }

  package func create(_ stack: String, holder: LockHolder) async throws {
    try check(stack)
    try await onThread {
      let lock = try lock(stack, holder)
      defer { withExtendedLifetime(lock) {} }
      let checkpoint = newCheckpoint(stack)
      guard !Files.exists(paths(stack).checkpoint) else { throw DiagnosticError.stateExists(stack) }
      _ = try reader(stack).read()
      try StateWriter(paths(stack), checkpoint: checkpoint, isStored: false).writeCheckpoint(checkpoint.snapshot)
    }
  }

  package func remove(_ stack: String, holder: LockHolder, force: Bool) async throws {
    try check(stack)
    try await onThread {
      let paths = paths(stack)
      guard Files.exists(paths.checkpoint) || Files.exists(paths.journal) else { throw DiagnosticError.noState(stack) }
      let lock = try lock(stack, holder)
      if !force {
        let count = try reader(stack).read()?.snapshot.resources.count ?? 0
        guard count == 0 else { throw DiagnosticError.notEmpty(stack, count: count) }
      }
      // The journal goes first: without its checkpoint it would be an error.
      try Files.remove(paths.journal)
      try Files.remove(paths.checkpoint)
      try CheckpointHistory(paths: paths).removeAll()
      try lock.removeFile()
    }
  }

  /// Stack names have a grammar of their own; here, no name may lead out of the folder.
  private func check(_ stack: String) throws {
    guard !stack.isEmpty, !stack.hasPrefix("."), !stack.utf8.contains(UInt8(ascii: "/")), !stack.utf8.contains(0) else {
      throw DiagnosticError.invalidName(stack)
    }
  }

  private func newCheckpoint(_ stack: String) -> Checkpoint {
    Checkpoint(
      reference: StackReference(project: project, stack: stack), serial: 1, id: Random.hex(bytes: 16),
      snapshot: Snapshot(nameSeed: Random.hex(bytes: 16)))
  }

  private func lock(_ stack: String, _ holder: LockHolder) throws -> FileLock {
    try DataFolder.make(in: projectFolder)
    try Files.makePrivateFolder(stateFolder)
    return try FileLock(paths(stack), holder: holder)
  }

  private func onThread<Result: Sendable>(
    _ thread: SerialThread? = nil, _ job: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    do {
      guard let thread else { return try await SerialThread.runOnce(job) }
      return try await thread.run(job)
    } catch let error as FileError {
      throw DiagnosticError.fileFailure(error, "Nothing was changed.")
    } catch let error as FormatError {
      throw DiagnosticError.unwritable(error)
    }
  }
}
