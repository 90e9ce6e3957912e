/// The pages of what only a run of the script can find, beside those in ``RuleList/all``, which are about its text.
enum PlanPages {
  static let all: [RulePage] = editing + running

  /// What is said in an editor alone.
  private static let editing: [RulePage] = [
    RulePage(
      "replaces-resource", .warning, .plan, "Change replaces the resource",
      explanation: """
        The property cannot be changed in place: by what is recorded of the stack, `cofre up` would make another resource \
        and delete the one that is there. It is a warning where the old one goes first or leaves something behind in the \
        cloud, such as a name that stays taken, and an information otherwise.

        Take the change back if the resource must stay; `protect = true` refuses to replace it, and \
        `ignore_changes = { "…" }` leaves the property as it is in the cloud.
        """, wrong: "", right: ""),
    RulePage(
      "script-error", .error, .plan, "Script failed",
      explanation: """
        The script was run for its plan and raised an error here. Its text is Lua's own, or that of a call of `error` or \
        `assert`.

        The plan that is shown is the last one that the script came to its end with.
        """,
      wrong: """
        local cofre = require "cofre"
        local days = ({ prod = 30 })[cofre.stack()]
        cofre.export("recovery", "for " .. days .. " days")
        """,
      right: """
        local cofre = require "cofre"
        local days = ({ prod = 30 })[cofre.stack()] or 7
        cofre.export("recovery", "for " .. days .. " days")
        """),
    RulePage(
      "script-time-limit", .information, .plan, "Script runs too long",
      explanation: """
        An editor gives a script one second of a processor to be previewed in, and this one was stopped here; or anywhere, \
        when it stands at the first line.

        It may loop for ever, or only need longer than that: `cofre preview` gives it thirty.
        """,
      wrong: """
        local cofre = require "cofre"
        local names = {}
        while #names < 3 do
          names[#names] = "team-" .. #names
        end
        cofre.export("names", names)
        """,
      right: """
        local cofre = require "cofre"
        local names = {}
        while #names < 3 do
          names[#names + 1] = "team-" .. #names
        end
        cofre.export("names", names)
        """),
    RulePage(
      "script-memory-limit", .information, .plan, "Script uses too much memory",
      explanation: """
        An editor gives a script 256 MiB to be previewed in, and this one took more.

        Look for a table that grows without need; `cofre preview` gives it twice as much.
        """,
      wrong: """
        local cofre = require "cofre"
        local text = "ab"
        for _ = 1, 60 do
          text = text .. text
        end
        cofre.export("text", text)
        """,
      right: """
        local cofre = require "cofre"
        local text = "ab"
        for _ = 1, 6 do
          text = text .. text
        end
        cofre.export("text", text)
        """),
  ]
}
