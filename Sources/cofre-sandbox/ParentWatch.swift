import CofreSandbox
import Glibc
import Synchronization

/// Ends the process when standard input ends: the parent held its other end.
enum ParentWatch {
  private static let folder = Mutex<Folder?>(nil)

  /// Starts watching on a thread of its own; the folder is removed at the end.
  static func start(removing folder: Folder?) {
    self.folder.withLock { $0 = folder }
    var thread = pthread_t()
    guard pthread_create(&thread, nil, watch, nil) == 0 else { ReadyLine.fail("Cannot watch standard input.") }
    pthread_detach(thread)
  }

  /// Every answered change is already kept, so there is nothing to wait for.
  private static let watch: @Sendable @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { _ in
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count > 0 || (count < 0 && errno == EINTR) { continue }
      ParentWatch.folder.withLock { $0 }?.remove()
      // Other threads may be at work: nothing of theirs is torn down under them.
      _exit(0)
    }
  }
}
