/// The version of Cofre that the sandbox came with; a test holds it to that of `cofre`, of which no line is shared.
enum SandboxVersion {
  static let text = "0.1.0-dev"
}
