import CofreAWS
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Testing

private let type = "aws.secretsmanager.SecretVersion"
private let arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ml/key-AbCdEf"
private let inputs: [String: Value] = ["secret_id": .string(arn), "secret_string": .sensitive(Sensitive("s3cret"))]
private let version = ResourceResult(id: "\(arn)|v1", outputs: [:])

private func described(_ stages: JSONObject, rotated: Bool = false, deleted: JSON = nil) -> FakeAWS.Reply {
  .ok([
    "ARN": .string(arn), "Name": "ml/key", "VersionIdsToStages": .object(stages), "RotationEnabled": .bool(rotated),
    "DeletedDate": deleted,
  ])
}

@Suite struct SecretVersionTests {
  @discardableResult private func play(
    _ script: [(String, FakeAWS.Reply)], _ body: (LifecycleBench) async throws -> Void
  ) async throws -> [String] {
    let fake = FakeAWS(script)
    try await body(LifecycleBench(provider: try AWSProvider.scripted(fake)))
    #expect(fake.isOver)
    return fake.transcript
  }

  @Test func makesOneVersionHoweverOftenTheStepIsRepeated() async throws {
    let answer = FakeAWS.Reply.ok(["ARN": .string(arn), "VersionId": "v1"])
    let requests = try await play([
      ("PutSecretValue", .fault("ResourceNotFoundException")), ("PutSecretValue", answer), ("PutSecretValue", answer),
      ("PutSecretValue", answer),
    ]) { bench in
      let result = try await bench.create(type, inputs)
      #expect(result.id == "\(arn)|v1")
      #expect(result.outputs == ["arn": .string(arn), "version_id": "v1"])
      try await bench.create(type, inputs)
      try await bench.create(type, inputs, operation: "b")
    }
    #expect(requests[0] == requests[1] && requests[1] == requests[2] && requests[2] != requests[3])
    let token = try #require(
      try JSON.parse(String(requests[0].drop { $0 != "{" }))["ClientRequestToken"]?.stringValue)
    #expect(token.count == 36 && token.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
    #expect(requests[0].hasSuffix(#","SecretId":"\#(arn)","SecretString":"s3cret"}"#))
  }

  @Test func sendsStagesAndBinaryValues() async throws {
    let requests = try await play([("PutSecretValue", .ok(["ARN": .string(arn), "VersionId": "v1"]))]) { bench in
      let binary: [String: Value] = [
        "secret_id": .string(arn), "secret_binary": .sensitive(Sensitive("AAE=")), "version_stages": ["BLUE"],
      ]
      try await bench.create(type, binary)
    }
    #expect(requests[0].hasSuffix(#""SecretBinary":"AAE=","SecretId":"\#(arn)","VersionStages":["BLUE"]}"#))
  }

  @Test(arguments: [("AAE=", 0), ("not base64!", 1), ("", 1)])
  func checksBinaryValues(_ text: String, _ count: Int) async throws {
    try await play([]) { expectEqual(try $0.check(type, ["secret_binary": .sensitive(Sensitive(text))]).count, count) }
  }

  @Test func findsWhatAnInterruptedRunMade() async throws {
    let answer = FakeAWS.Reply.ok(["ARN": .string(arn), "VersionId": "v1"])
    let requests = try await play([("PutSecretValue", answer)]) { try await $0.create(type, inputs) }
    let token = try #require(
      try JSON.parse(String(requests[0].drop { $0 != "{" }))["ClientRequestToken"]?.stringValue)
    try await play([
      ("DescribeSecret", described([token: ["AWSCURRENT"]])), ("DescribeSecret", described([:])),
      ("ListSecretVersionIds", .ok(["Versions": [["VersionId": "x"]], "NextToken": "n"])),
      ("ListSecretVersionIds", .ok(["Versions": [["VersionId": .string(token)]], "NextToken": ""])),
      ("DescribeSecret", described([:])), ("ListSecretVersionIds", .ok(["Versions": []])),
      ("DescribeSecret", .fault("ResourceNotFoundException")),
    ]) { bench in
      expectEqual(try await bench.findCreated(type, inputs)?.id, "\(arn)|\(token)")
      expectEqual(try await bench.findCreated(type, inputs)?.id, "\(arn)|\(token)")
      expectEqual(try await bench.findCreated(type, inputs)?.id, nil)
      expectEqual(try await bench.findCreated(type, inputs)?.id, nil)
    }
  }

  /// Which stages the refreshed inputs hold: nil for "as the script says".
  @Test(
    arguments: [
      (["v1": ["AWSCURRENT"]], nil, false, nil),
      (["v1": ["AWSPREVIOUS"], "v2": ["AWSCURRENT"]], nil, false, ["AWSPREVIOUS"]),
      (["v1": ["AWSPREVIOUS"], "v2": ["AWSCURRENT"]], nil, true, nil),
      (["v1": ["AWSCURRENT", "BLUE"]], ["BLUE"], false, ["BLUE"]),
      (["v1": ["AWSCURRENT", "BLUE"]], nil, false, ["AWSCURRENT", "BLUE"]),
      (["v1": ["GREEN"]], ["BLUE"], false, ["GREEN"]),
    ] as [(JSONObject, [String]?, Bool, [String]?)])
  func seesStagesThatMoved(_ stages: JSONObject, _ recorded: [String]?, _ rotated: Bool, _ seen: [String]?)
    async throws
  {
    func value(_ stages: [String]?) -> Value? { stages.map { .array($0.map { .string($0) }) } }
    try await play([("DescribeSecret", described(stages, rotated: rotated))]) { bench in
      var inputs: [String: Value] = ["secret_id": "ml/key", "secret_string": .digest(Digest(hex: "00"))]
      inputs["version_stages"] = value(recorded)
      let result = try #require(try await bench.read(type, version, inputs))
      #expect(result.inputs["version_stages"] == value(seen))
      #expect(result.inputs["secret_id"] == "ml/key" && result.inputs["secret_string"] == nil)
    }
  }

  @Test func aVersionOfADeletedSecretIsGone() async throws {
    try await play([
      ("DescribeSecret", described(["v1": ["AWSCURRENT"]], deleted: 1)), ("DescribeSecret", described([:])),
      ("ListSecretVersionIds", .ok([:])),
    ]) { bench in
      expectEqual(try await bench.read(type, version, inputs)?.id, nil)
      expectEqual(try await bench.read(type, version, inputs)?.id, nil)
    }
  }

  @Test func movesStages() async throws {
    let requests = try await play([
      ("DescribeSecret", described(["v1": ["AWSPREVIOUS", "OLD"], "v2": ["AWSCURRENT"]])),
      ("UpdateSecretVersionStage", .ok([:])), ("UpdateSecretVersionStage", .ok([:])),
      ("UpdateSecretVersionStage", .ok([:])),
    ]) { bench in
      var new = inputs
      new["version_stages"] = ["AWSCURRENT", "BLUE"]
      try await bench.update(type, version, from: inputs, to: new)
    }
    #expect(
      requests.dropFirst() == [
        #"UpdateSecretVersionStage {"MoveToVersionId":"v1","RemoveFromVersionId":"v2","SecretId":"\#(arn)","#
          + #""VersionStage":"AWSCURRENT"}"#,
        #"UpdateSecretVersionStage {"MoveToVersionId":"v1","SecretId":"\#(arn)","VersionStage":"BLUE"}"#,
        #"UpdateSecretVersionStage {"RemoveFromVersionId":"v1","SecretId":"\#(arn)","VersionStage":"OLD"}"#,
      ])
  }

  @Test func deletingTakesOffItsOwnLabels() async throws {
    let requests = try await play([
      ("DescribeSecret", described(["v1": ["AWSCURRENT", "BLUE"]])), ("UpdateSecretVersionStage", .ok([:])),
      ("DescribeSecret", described(["v1": ["AWSCURRENT"]])), ("DescribeSecret", .fault("ResourceNotFoundException")),
    ]) { bench in
      for _ in 1...3 { try await bench.delete(type, version, inputs) }
      // Its secret goes with it.
      try await bench.delete(type, version, inputs, alsoDeleting: [arn])
    }
    #expect(
      requests[1]
        == #"UpdateSecretVersionStage {"RemoveFromVersionId":"v1","SecretId":"\#(arn)","VersionStage":"BLUE"}"#
    )
  }

  @Test(arguments: ["", "v1", "|v1", "arn|"]) func refusesWhatIsNoID(_ id: String) async throws {
    try await play([]) { bench in
      await bench.expectFailure(.invalid) { try await $0.read(type, ResourceResult(id: id, outputs: [:]), [:]) }
    }
  }

  @Test func aNewValueIsANewVersion() async throws {
    try await play([]) { bench in
      let digest = Value.digest(Digest(hex: "11")), other = Value.digest(Digest(hex: "22"))
      expectEqual(try bench.diff(type, ["secret_string": digest], ["secret_string": other]), ["±secret_string"])
      expectEqual(try bench.diff(type, ["version_stages": ["A", "B"]], ["version_stages": ["B", "A"]]), [])
    }
  }
}
