import Testing

@testable import CofreCLI

@Suite struct CheckTextTests {
  @Test func tellsItLikeACompiler() {
    let text = CheckText().text(
      checked(
        """
        local aws = require "cofre.aws"

        aws.secretsmanager.Secret("a", { descripton = "x" })
        aws.secretsmanager.Secret("b", {})
        aws.secretsmanager.Secret("b", {})
        """))
    #expect(
      text == """
        error[unknown-property]: Unknown property
           --> stack.lua:3:34
            |
          3 | aws.secretsmanager.Secret("a", { descripton = "x" })
            |                                  ^^^^^^^^^^
          aws.secretsmanager.Secret has no property 'descripton'.
          hint: Did you mean 'description'?

        error[duplicate-name]: Duplicate name
           --> stack.lua:5:27
            |
          5 | aws.secretsmanager.Secret("b", {})
            |                           ^^^
          'b' (aws.secretsmanager.Secret) is declared twice.
          hint: Give each resource of a type its own name.
          stack.lua:4:27: It is first declared here.

        2 errors in 1 file; --fix puts 1 right; 'cofre explain CODE' tells more
        """)
  }

  @Test(arguments: [
    ("", "no problems in 1 file"),
    ("print(x)", "1 error in 1 file; 'cofre explain undefined-global' tells more"),
    (
      "local x = 1\nlocal x = 2\nprint(x)",
      "1 warning, 1 note in 1 file; --fix puts 1 right; 'cofre explain CODE' tells more"
    ),
  ])
  func endsWithASummary(_ script: String, _ summary: String) {
    #expect(CheckText().summary(checked(script)) == summary)
  }

  @Test func usesColoursWhenToldTo() {
    let text = CheckText(style: Style(isOn: true)).text(checked("print(x)"))
    #expect(text.contains("\u{1B}[31merror[undefined-global]\u{1B}[0m"))
    #expect(text.contains("\u{1B}[31m^\u{1B}[0m"))
    #expect(!CheckText().text(checked("print(x)")).contains("\u{1B}"))
  }

  @Test func saysTheSameEachTime() {
    let script = (1...50).map { "print(undefined\($0))" }.joined(separator: "\n")
    let first = CheckText().text(checked(script))
    for _ in 0..<3 { #expect(CheckText().text(checked(script)) == first) }
  }
}
