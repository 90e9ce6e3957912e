/// How much a script may use.
package struct ScriptLimits: Sendable {
  /// CPU time of all the script's code together; nil for no limit.
  ///
  /// Waiting for the host does not count.
  package var time: Duration?
  /// Memory of the VM, with what is kept on behalf of the script outside of it.
  package var memoryBytes: Int

  package init(time: Duration? = .seconds(30), memoryBytes: Int = 512 << 20) {
    self.time = time
    self.memoryBytes = memoryBytes
  }
}
