import CofreAWS
import CofreCatalog
import CofreHTTP
import CofreModel
import CofreProvider
import Foundation
import Testing

private let environment = ProcessInfo.processInfo.environment

/// A whole life of each resource against a real server, when `COFRE_AWS_ENDPOINT` names one (moto, ministack or the
/// like) and the environment has credentials for it.
@Suite(.serialized, .enabled(if: environment["COFRE_AWS_ENDPOINT"] != nil)) struct LiveTests {
  private let bench: LifecycleBench
  private let suffix = UUID().uuidString.prefix(8).lowercased()

  init() throws {
    let provider = try AWSProvider.make(
      configuration: [
        "region": .string(environment["AWS_REGION"] ?? "us-west-2"),
        "endpoint": .string(environment["COFRE_AWS_ENDPOINT"] ?? ""),
      ],
      environment: environment, readFile: { _ in nil }, transport: CurlTransport())
    bench = LifecycleBench(provider: provider)
  }

  @Test func aSecretLivesAndDies() async throws {
    let type = "aws.secretsmanager.Secret"
    let name: Value = .string("cofre-live/\(suffix)")
    let first: [String: Value] = [
      "name": name, "description": "One é", "recovery_window_in_days": 7, "tags": ["team": "ml", "empty": ""],
    ]
    let made = try await bench.create(type, first)
    #expect(made.id.hasPrefix("arn:aws:secretsmanager:"))
    #expect(made.incompleteReasons.isEmpty)
    // Repeating the step after a crash makes nothing new.
    #expect(try await bench.create(type, first).id == made.id)
    #expect(try await bench.findCreated(type, first)?.id == made.id)
    // To another step the name is taken.
    await bench.expectFailure(.alreadyExists) { try await $0.create(type, first, operation: "f") }
    await bench.expectFailure(.alreadyExists) { try await $0.findCreated(type, first, operation: "f") }

    var seen = try #require(try await bench.read(type, made, first))
    #expect(seen.inputs == first)
    #expect(try await bench.read(type, ResourceResult(id: name.stringValue ?? "", outputs: [:]), [:])?.id == made.id)

    let second: [String: Value] = [
      "name": name, "recovery_window_in_days": 7, "tags": ["team": "ops", "new": "x"],
      "policy": .string(Self.policy),
    ]
    let changed = try await bench.update(type, made, from: first, to: second)
    #expect(changed.incompleteReasons.isEmpty)
    seen = try #require(try await bench.read(type, made, second))
    #expect(seen.inputs["tags"] == second["tags"])
    // moto keeps a description that is cleared.
    if !Self.isMoto { #expect(seen.inputs["description"] == nil) }
    #expect(seen.inputs["policy"] == .string(Self.policy))

    try await bench.delete(type, made, second)
    #expect(try await bench.read(type, made, second) == nil)
    try await bench.delete(type, made, second)
    await bench.expectFailure(.tombstone, .alreadyExists) { try await $0.create(type, first, operation: "e") }

    var third = first
    third["recover_deleted"] = true
    third["recovery_window_in_days"] = 0
    let recovered = try await bench.create(type, third, operation: "d")
    #expect(recovered.id == made.id)
    #expect(recovered.incompleteReasons.isEmpty)
    seen = try #require(try await bench.read(type, recovered, third))
    #expect(seen.inputs == third)
    try await bench.delete(type, recovered, third)
    #expect(try await bench.read(type, recovered, third) == nil)
    try await bench.delete(type, recovered, third)
    let again = try await bench.create(type, third, operation: "c")
    try await bench.delete(type, again, third)
  }

  @Test func aVersionLivesAndDies() async throws {
    let secretType = "aws.secretsmanager.Secret", type = "aws.secretsmanager.SecretVersion"
    let secretInputs: [String: Value] = ["name": .string("cofre-live/v/\(suffix)"), "recovery_window_in_days": 0]
    let secret = try await bench.create(secretType, secretInputs)
    func inputs(_ value: String, _ stages: [String]? = nil) -> [String: Value] {
      var inputs: [String: Value] = ["secret_id": .string(secret.id), "secret_string": .sensitive(Sensitive(value))]
      if let stages { inputs["version_stages"] = .array(stages.map { .string($0) }) }
      return inputs
    }
    let one = try await bench.create(type, inputs("one \"é\" 1"))
    #expect(try await bench.create(type, inputs("one \"é\" 1")).id == one.id)
    #expect(try await bench.findCreated(type, inputs("one \"é\" 1"))?.id == one.id)
    #expect(try await bench.findCreated(type, inputs("one"), operation: "f") == nil)
    #expect(try await bench.value(of: secret.id) == "one \"é\" 1")
    #expect(try await bench.read(type, one, ["secret_id": .string(secret.id)])?.inputs.keys.sorted() == ["secret_id"])

    let two = try await bench.create(type, inputs("two", ["AWSCURRENT", "BLUE"]), operation: "b")
    #expect(two.id != one.id)
    let moved = try #require(try await bench.read(type, one, ["secret_id": .string(secret.id)]))
    #expect(moved.inputs["version_stages"] == ["AWSPREVIOUS"])
    // The script still wants the first one to be current.
    _ = try await bench.update(type, one, from: moved.inputs, to: inputs("one \"é\" 1"))
    #expect(try await bench.value(of: secret.id) == "one \"é\" 1")
    try await bench.delete(type, two, inputs("two", ["AWSCURRENT", "BLUE"]))
    try await bench.delete(type, two, inputs("two", ["AWSCURRENT", "BLUE"]))

    try await bench.delete(secretType, secret, secretInputs)
    #expect(try await bench.read(type, one, inputs("one")) == nil)
    try await bench.delete(type, one, inputs("one"))
  }

  @Test func aSecretWithoutAValueHasNone() async throws {
    guard !Self.isMinistack else { return }
    let type = "aws.secretsmanager.Secret"
    let inputs: [String: Value] = ["name": .string("cofre-live/n/\(suffix)"), "recovery_window_in_days": 0]
    let secret = try await bench.create(type, inputs)
    #expect(try await bench.value(of: secret.id) == nil)
    try await bench.delete(type, secret, inputs)
    await bench.expectFailure(.notFound) { try await $0.value(of: secret.id) }
  }

  @Test func theValueIsSetAndRead() async throws {
    let type = "aws.secretsmanager.Secret"
    let inputs: [String: Value] = ["name": .string("cofre-live/s/\(suffix)"), "recovery_window_in_days": 0]
    let secret = try await bench.create(type, inputs)
    let one = try await bench.setValue("one \"é\"\n", of: secret.id)
    #expect(try await bench.value(of: secret.id) == "one \"é\"\n")
    #expect(try await bench.setValue("two", of: secret.id) != one)
    #expect(try await bench.value(of: secret.id) == "two")
    try await bench.delete(type, secret, inputs)
    await bench.expectFailure(.notFound) { try await $0.setValue("x", of: secret.id) }
  }

  @Test func replicasComeAndGo() async throws {
    let type = "aws.secretsmanager.Secret"
    var inputs: [String: Value] = [
      "name": .string("cofre-live/r/\(suffix)"), "recovery_window_in_days": 0,
      "replicas": [["region": "eu-west-1"], ["region": "us-east-1"]],
    ]
    var secret = try await bench.create(type, inputs)
    if Self.isMinistack {
      // It takes no replicas at create, so that the next run completes the secret.
      #expect(secret.incompleteReasons.count == 2)
      secret = try await bench.update(type, secret, from: inputs, to: inputs)
    }
    #expect(secret.incompleteReasons.isEmpty)
    #expect(secret.outputs["replica_statuses"] == ["eu-west-1": "InSync", "us-east-1": "InSync"])
    #expect(try await bench.read(type, secret, inputs)?.inputs["replicas"] == inputs["replicas"])
    if !Self.isMinistack {
      let before = inputs
      inputs["replicas"] = [["region": "us-east-1"]]
      _ = try await bench.update(type, secret, from: before, to: inputs)
      #expect(try await bench.read(type, secret, inputs)?.inputs["replicas"] == inputs["replicas"])
    }
    try await bench.delete(type, secret, inputs)
  }

  @Test func theAccountIsGuarded() async throws {
    for (accounts, code) in [
      (["999999999999"], ProviderError.Code?.some(.denied)), (["123456789012", "000000000000"], nil),
    ] {
      let provider = try AWSProvider.make(
        configuration: [
          "region": "us-west-2", "endpoint": .string(environment["COFRE_AWS_ENDPOINT"] ?? ""),
          "allowed_account_ids": .array(accounts.map { .string($0) }),
        ],
        environment: environment, readFile: { _ in nil }, transport: CurlTransport())
      let bench = LifecycleBench(provider: provider)
      let gone = ResourceResult(id: "cofre-live/none", outputs: [:])
      if let code {
        await bench.expectFailure(code) { try await $0.read("aws.secretsmanager.Secret", gone, [:]) }
      } else {
        #expect(try await bench.read("aws.secretsmanager.Secret", gone, [:]) == nil)
      }
    }
  }

  private static let isMoto = environment["COFRE_AWS_PEER"] == "moto"
  private static let isMinistack = environment["COFRE_AWS_PEER"] == "ministack"

  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"#
    + #""Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"#
}
