import CofreAWS
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema
import Testing

private let type = "aws.secretsmanager.Secret"
private let arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ml/key-AbCdEf"
private let made: FakeAWS.Reply = .ok(["ARN": .string(arn), "Name": "ml/key"])
private let minimal: [String: Value] = ["name": "ml/key"]

/// What `DescribeSecret` answers about our secret, with members added or replaced.
private func described(_ members: JSONObject = [:], operation: Character = "a", urn: String? = nil) -> FakeAWS.Reply {
  let owner = LifecycleBench.owner(type, operation)
  var tags = OwnershipTags.tags(of: owner)
  if let urn { tags[OwnershipTags.urn] = urn }
  var object: JSONObject = [
    "ARN": .string(arn), "Name": "ml/key",
    "Tags": .array(tags.sorted { $0.key < $1.key }.map { ["Key": .string($0.key), "Value": .string($0.value)] }),
  ]
  for (key, value) in members { object[key] = value }
  return .ok(.object(object))
}

@Suite struct SecretTests {
  private let clock = FakeClock()

  /// Runs a body against a script, which must be played to its end, and returns the requests.
  @discardableResult private func play(
    _ script: [(String, FakeAWS.Reply)], _ configuration: [String: Value] = [:],
    _ body: (LifecycleBench) async throws -> Void
  ) async throws -> [String] {
    let fake = FakeAWS(script)
    try await body(LifecycleBench(provider: try AWSProvider.scripted(fake, clock, configuration)))
    #expect(fake.isOver)
    return fake.transcript
  }

  // MARK: - Create

  @Test func createsWithEverythingInOneCall() async throws {
    let replicas: JSON = [["Region": "eu-west-1", "Status": "InSync"]]
    let requests = try await play([
      ("CreateSecret", made), ("PutResourcePolicy", .ok(["ARN": .string(arn)])),
      ("DescribeSecret", described(["ReplicationStatus": replicas, "PrimaryRegion": "us-west-2"])),
    ]) { bench in
      let result = try await bench.create(
        type,
        [
          "name": "ml/key", "description": "For é", "kms_key_id": "alias/k", "tags": ["team": "ml"],
          "replicas": [["region": "eu-west-1"]], "policy": "{}", "recovery_window_in_days": 7,
        ])
      #expect(result.id == arn)
      #expect(result.incompleteReasons.isEmpty)
      #expect(
        result.outputs == [
          "arn": .string(arn), "primary_region": "us-west-2", "rotation_enabled": false,
          "replica_statuses": ["eu-west-1": "InSync"],
        ])
    }
    let operation = String(repeating: "a", count: 32)
    #expect(
      requests == [
        #"CreateSecret {"AddReplicaRegions":[{"Region":"eu-west-1"}],"ClientRequestToken":"\#(operation)","#
          + #""Description":"For é","ForceOverwriteReplicaSecret":false,"KmsKeyId":"alias/k","Name":"ml/key","Tags":["#
          + #"{"Key":"cofre:operation","Value":"\#(operation)"},{"Key":"cofre:stack","Value":"ml/dev"},"#
          + #"{"Key":"cofre:urn","Value":"urn:cofre:dev::ml::aws.secretsmanager.Secret::thing"},"#
          + #"{"Key":"team","Value":"ml"}]}"#,
        #"PutResourcePolicy {"BlockPublicPolicy":true,"ResourcePolicy":"{}","SecretId":"\#(arn)"}"#,
        #"DescribeSecret {"SecretId":"\#(arn)"}"#,
      ])
  }

  @Test func waitsUntilTheSecretCanBeSeen() async throws {
    try await play([
      ("CreateSecret", made), ("DescribeSecret", .fault("ResourceNotFoundException")),
      ("DescribeSecret", .fault("ResourceNotFoundException")), ("DescribeSecret", described()),
    ]) { expectEqual(try await $0.create(type, minimal).incompleteReasons.isEmpty, true) }
    #expect(clock.waited == .milliseconds(1500))
  }

  @Test func keepsWhatWasMadeThoughItIsNotComplete() async throws {
    try await play([
      ("CreateSecret", made), ("PutResourcePolicy", .fault("PublicPolicyException", "Too open")),
      ("DescribeSecret", described(["ReplicationStatus": [["Region": "eu-west-1", "Status": "Failed"]]])),
    ]) { bench in
      let result = try await bench.create(
        type, ["name": "ml/key", "policy": "{}", "replicas": [["region": "eu-west-1"], ["region": "eu-west-2"]]])
      #expect(result.id == arn)
      #expect(
        result.incompleteReasons == [
          "secretsmanager:PutResourcePolicy failed. Too open.", "The replica in eu-west-1 is Failed.",
          "The replica in eu-west-2 was not made.",
        ])
    }
  }

  @Test func anEarlierAttemptOfTheSameStepIsTheSameSecret() async throws {
    try await play([
      ("CreateSecret", .failure(.timedOut)), ("CreateSecret", .fault("ResourceExistsException")),
      ("DescribeSecret", described()), ("DescribeSecret", described()),
    ]) { expectEqual(try await $0.create(type, minimal).id, arn) }
  }

  @Test func aNameOfSomebodyElseIsTaken() async throws {
    try await play([
      ("CreateSecret", .fault("ResourceExistsException")), ("DescribeSecret", described(operation: "b")),
      ("DescribeSecret", described(operation: "b")),
    ]) { bench in
      await bench.expectFailure(.alreadyExists) { try await $0.create(type, minimal) }
      await bench.expectFailure(.alreadyExists) { try await $0.findCreated(type, minimal) }
    }
  }

  @Test func aTombstoneIsSaidAndHowToGetRidOfIt() async throws {
    try await play([
      ("CreateSecret", .fault("InvalidRequestException", "already scheduled for deletion")),
      ("DescribeSecret", described(["DeletedDate": 1_797_000_000.5])),
    ]) { bench in
      do {
        try await bench.create(type, minimal)
        Issue.record("It did not fail.")
      } catch let error as ProviderError {
        #expect(error.code == .tombstone)
        #expect(error.message.contains("2026-12-11T14:40:00Z"))
        #expect(error.hint?.contains("recover_deleted = true") == true)
      }
    }
  }

  @Test func recoversWhatIsDeletedWhenAskedTo() async throws {
    let requests = try await play([
      ("CreateSecret", .fault("InvalidRequestException", "already scheduled for deletion")),
      ("DescribeSecret", described(["DeletedDate": 1_797_000_000, "Description": "old"], operation: "b")),
      ("RestoreSecret", .ok([:])), ("DescribeSecret", described(["Description": "old"], operation: "b")),
      ("UpdateSecret", .ok([:])), ("TagResource", .ok([:])), ("DeleteResourcePolicy", .ok([:])),
      ("DescribeSecret", described()),
    ]) { bench in
      let result = try await bench.create(type, ["name": "ml/key", "description": "new", "recover_deleted": true])
      #expect(result.id == arn && result.incompleteReasons.isEmpty)
    }
    let operation = String(repeating: "a", count: 32)
    #expect(requests[5].contains(#""Tags":[{"Key":"cofre:operation","Value":"\#(operation)"}]"#))
  }

  @Test func aRecoveryThatWasInterruptedGoesOn() async throws {
    let inputs: [String: Value] = ["name": "ml/key", "recover_deleted": true]
    try await play([
      ("DescribeSecret", described(operation: "b")),
      ("DescribeSecret", described(operation: "b", urn: "another")),
    ]) { bench in
      expectEqual(try await bench.findCreated(type, inputs)?.incompleteReasons.count, 1)
      await bench.expectFailure(.alreadyExists) { try await $0.findCreated(type, inputs) }
    }
  }

  @Test func waitsForWhatIsBeingDeletedForGood() async throws {
    let refusal = FakeAWS.Reply.fault("InvalidRequestException", "already scheduled for deletion")
    try await play([
      ("CreateSecret", refusal), ("DescribeSecret", described(["DeletedDate": 1_795_290_340])),
      ("CreateSecret", refusal), ("CreateSecret", refusal), ("CreateSecret", made), ("DescribeSecret", described()),
    ]) { expectEqual(try await $0.create(type, minimal).id, arn) }
  }

  @Test func findsWhatAnInterruptedRunMade() async throws {
    try await play([
      ("DescribeSecret", described()), ("DescribeSecret", described()),
      ("DescribeSecret", .fault("ResourceNotFoundException")), ("DescribeSecret", described(["DeletedDate": 1])),
    ]) { bench in
      expectEqual(try await bench.findCreated(type, minimal)?.incompleteReasons, [])
      expectEqual(try await bench.findCreated(type, ["name": "ml/key", "policy": "{}"])?.incompleteReasons.count, 1)
      expectEqual(try await bench.findCreated(type, minimal)?.id, nil)
      expectEqual(try await bench.findCreated(type, minimal)?.id, nil)
    }
  }

  // MARK: - Read

  @Test func readsBackWhatTheScriptSaid() async throws {
    let recorded: [String: Value] = [
      "name": "ml/key", "description": "d", "kms_key_id": "1234", "tags": ["b": "2", "a": "1"],
      "policy": #"{"Statement":[{"Action":["x","y"],"Principal":{"AWS":"123456789012"}}]}"#,
      "replicas": [["region": "us-east-1"], ["region": "eu-west-1", "kms_key_id": "alias/r"]],
      "recovery_window_in_days": 7, "force_overwrite_replica_secret": true,
    ]
    try await play([
      (
        "DescribeSecret",
        described([
          "Description": "d", "KmsKeyId": "arn:aws:kms:us-west-2:123456789012:key/1234",
          "Tags": [
            ["Key": "a", "Value": "1"], ["Key": "cofre:urn", "Value": "u"], ["Key": "b", "Value": "2"],
            ["Key": "aws:x", "Value": "y"],
          ],
          "ReplicationStatus": [
            ["Region": "eu-west-1", "KmsKeyId": "arn:aws:kms:eu-west-1:1:alias/r"],
            ["Region": "us-east-1", "KmsKeyId": "alias/aws/secretsmanager"],
          ],
        ])
      ),
      (
        "GetResourcePolicy",
        .ok([
          "ResourcePolicy":
            #"{"Statement": {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": ["y", "x"]}}"#
        ])
      ),
    ]) { bench in
      let seen = try await bench.read(type, ResourceResult(id: arn, outputs: [:]), recorded)
      var expected = recorded
      expected["force_overwrite_replica_secret"] = nil
      #expect(seen?.inputs == expected)
    }
  }

  @Test func seesWhatOthersChanged() async throws {
    let recorded: [String: Value] = ["name": "ml/key", "description": "d", "tags": ["a": "1"]]
    try await play([
      ("DescribeSecret", described(["Tags": [["Key": "x", "Value": "y"]], "KmsKeyId": "alias/other"]))
    ]) { bench in
      let seen = try await bench.read(type, ResourceResult(id: arn, outputs: [:]), recorded)
      #expect(seen?.inputs == ["name": "ml/key", "kms_key_id": "alias/other", "tags": ["x": "y"]])
    }
  }

  @Test func aDeletedSecretIsGone() async throws {
    try await play([
      ("DescribeSecret", described(["DeletedDate": 1.5])), ("DescribeSecret", .fault("ResourceNotFoundException")),
    ]) { bench in
      expectEqual(try await bench.read(type, ResourceResult(id: arn, outputs: [:]), minimal)?.id, nil)
      expectEqual(try await bench.read(type, ResourceResult(id: arn, outputs: [:]), minimal)?.id, nil)
    }
  }

  // MARK: - Update

  @Test func updatesOnlyWhatChanges() async throws {
    let old: [String: Value] = ["name": "ml/key", "description": "a", "tags": ["a": "1", "b": "2"], "kms_key_id": "k"]
    let new: [String: Value] = ["name": "ml/key", "tags": ["b": "3", "c": "4"]]
    let tags: JSON = [["Key": "a", "Value": "1"], ["Key": "b", "Value": "2"], ["Key": "theirs", "Value": "5"]]
    let requests = try await play([
      ("DescribeSecret", described(["Description": "a", "KmsKeyId": "k", "Tags": tags])), ("UpdateSecret", .ok([:])),
      ("UntagResource", .ok([:])), ("TagResource", .ok([:])), ("DescribeSecret", described()),
    ]) { try await $0.update(type, ResourceResult(id: arn, outputs: [:]), from: old, to: new) }
    #expect(requests[1].contains(#""Description":"","KmsKeyId":"","SecretId":"#))
    #expect(requests[2] == #"UntagResource {"SecretId":"\#(arn)","TagKeys":["a"]}"#)
    #expect(
      requests[3]
        == #"TagResource {"SecretId":"\#(arn)","Tags":[{"Key":"b","Value":"3"},{"Key":"c","Value":"4"}]}"#)
  }

  @Test func aReplicaWithAnotherKeyIsMadeAnew() async throws {
    let old: [String: Value] = ["name": "ml/key", "replicas": [["region": "eu-west-1"], ["region": "eu-west-2"]]]
    let new: [String: Value] = [
      "name": "ml/key", "replicas": [["region": "eu-west-1", "kms_key_id": "k"], ["region": "eu-west-3"]],
    ]
    func status(_ regions: String...) -> JSON {
      .array(regions.map { ["Region": .string($0), "Status": "InSync"] })
    }
    let requests = try await play([
      ("DescribeSecret", described(["ReplicationStatus": status("eu-west-1", "eu-west-2")])),
      ("RemoveRegionsFromReplication", .ok([:])),
      ("ReplicateSecretToRegions", .fault("InvalidRequestException", "being removed")),
      ("ReplicateSecretToRegions", .ok([:])),
      ("DescribeSecret", described(["ReplicationStatus": [["Region": "eu-west-1", "Status": "InProgress"]]])),
      ("DescribeSecret", described(["ReplicationStatus": status("eu-west-1", "eu-west-3")])),
    ]) { bench in
      let result = try await bench.update(type, ResourceResult(id: arn, outputs: [:]), from: old, to: new)
      #expect(result.incompleteReasons.isEmpty)
    }
    #expect(requests[1].contains(#""RemoveReplicaRegions":["eu-west-1","eu-west-2"]"#))
    #expect(
      requests[3].contains(#""AddReplicaRegions":[{"KmsKeyId":"k","Region":"eu-west-1"},{"Region":"eu-west-3"}]"#))
  }

  @Test func anIncompleteSecretIsCompleted() async throws {
    let inputs: [String: Value] = ["name": "ml/key", "policy": "{}"]
    try await play([
      ("DescribeSecret", described()), ("PutResourcePolicy", .ok([:])), ("DescribeSecret", described()),
    ]) { try await $0.update(type, ResourceResult(id: arn, outputs: [:]), from: inputs, to: inputs) }
  }

  @Test func aSecretOfAnotherServiceIsLeftAlone() async throws {
    try await play([("DescribeSecret", described(["OwningService": "rds"]))]) { bench in
      await bench.expectFailure(.denied) {
        try await $0.update(
          type, ResourceResult(id: arn, outputs: [:]), from: minimal, to: ["name": "ml/key", "description": "x"])
      }
    }
  }

  // MARK: - Delete

  @Test(arguments: [
    (Value.integer(0), #"{"ForceDeleteWithoutRecovery":true,"SecretId":"\#(arn)"}"#),
    (.integer(7), #"{"RecoveryWindowInDays":7,"SecretId":"\#(arn)"}"#),
    (.null, #"{"RecoveryWindowInDays":30,"SecretId":"\#(arn)"}"#),
  ])
  func deletesWithTheRecoveryWindow(_ days: Value, _ body: String) async throws {
    let requests = try await play([("DeleteSecret", .ok([:]))]) {
      try await $0.delete(type, ResourceResult(id: arn, outputs: [:]), ["recovery_window_in_days": days])
    }
    #expect(requests == ["DeleteSecret \(body)"])
  }

  @Test func whatIsDeletedAlreadyIsDeleted() async throws {
    let scheduled = FakeAWS.Reply.fault("InvalidRequestException", "already scheduled for deletion")
    try await play([
      ("DeleteSecret", .fault("ResourceNotFoundException")), ("DeleteSecret", scheduled),
      ("DescribeSecret", described(["DeletedDate": 1])),
    ]) { bench in
      try await bench.delete(type, ResourceResult(id: arn, outputs: [:]), minimal)
      try await bench.delete(type, ResourceResult(id: arn, outputs: [:]), minimal)
    }
  }

  @Test func removesReplicasBeforeTheSecret() async throws {
    try await play([
      ("DeleteSecret", .fault("InvalidRequestException", "has replicas")),
      ("DescribeSecret", described(["ReplicationStatus": [["Region": "eu-west-1"]]])),
      ("RemoveRegionsFromReplication", .ok([:])), ("DeleteSecret", .fault("InvalidRequestException", "has replicas")),
      ("DeleteSecret", .ok([:])),
    ]) { try await $0.delete(type, ResourceResult(id: arn, outputs: [:]), minimal) }
  }

  @Test func aRefusalToDeleteIsAnError() async throws {
    try await play([
      ("DeleteSecret", .fault("InvalidRequestException", "managed")), ("DescribeSecret", described()),
    ]) { bench in
      await bench.expectFailure(.invalid) {
        try await $0.delete(type, ResourceResult(id: arn, outputs: [:]), minimal)
      }
    }
  }

  // MARK: - Value

  @Test func storesAValueUnderOneTokenWhateverHappens() async throws {
    let requests = try await play([
      ("PutSecretValue", .failure(.interrupted)), ("PutSecretValue", .fault("InternalServiceError", status: 500)),
      ("PutSecretValue", .ok(["VersionId": "v1"])),
    ]) { expectEqual(try await $0.setValue("s3cret", of: arn), "v1") }
    #expect(Set(requests).count == 1)
  }

  @Test func anErrorNeverHoldsTheValue() async throws {
    try await play([("PutSecretValue", .fault("ValidationException", "Value 's3cret' at 'secretString' is bad"))]) {
      bench in
      do {
        _ = try await bench.setValue("s3cret", of: arn)
        Issue.record("It did not fail.")
      } catch let error as ProviderError {
        #expect(error.message == "secretsmanager:PutSecretValue failed. Value '[sensitive]' at 'secretString' is bad.")
        #expect(error.cloudCode == "ValidationException" && error.requestID == "request-1")
      }
    }
  }

  @Test func tellsNoValueFromNoSecret() async throws {
    let missing = FakeAWS.Reply.fault("ResourceNotFoundException")
    try await play([
      ("GetSecretValue", .ok(["SecretString": "x"])), ("GetSecretValue", .ok(["SecretBinary": "AAE="])),
      ("GetSecretValue", missing), ("DescribeSecret", described()), ("GetSecretValue", missing),
      ("DescribeSecret", missing),
    ]) { bench in
      expectEqual(try await bench.value(of: arn), "x")
      expectEqual(try await bench.value(of: arn), "AAE=")
      expectEqual(try await bench.value(of: arn), nil)
      await bench.expectFailure(.notFound) { try await $0.value(of: arn) }
    }
  }

  // MARK: - Check and diff

  @Test(
    arguments: [
      (["recovery_window_in_days": 7], ""),
      (["recovery_window_in_days": 0], ""), (["tags": ["aws:x": "y"]], "tags.aws:x"),
      (["tags": ["cofre:x": "y"]], "tags.cofre:x"), (["tags": ["": "y"]], "tags."), (["tags": ["cofre": "y"]], ""),
      (["replicas": [["region": "us-west-2"]]], "replicas[0].region"),
      (["replicas": [["region": "eu-west-1"], ["region": "eu-west-1"]]], "replicas[1].region"),
      (["tags": .unknown, "replicas": .unknown], ""),
    ] as [([String: Value], String)])
  func checksWhatTheSchemaCannotSay(_ inputs: [String: Value], _ path: String) async throws {
    try await play([]) { bench in
      expectEqual(try bench.check(type, inputs).map(\.path.description), (path.isEmpty ? [] : [path]))
    }
  }

  @Test(
    arguments: [
      (["name": "a"], ["name": "b"], "±name"), (["kms_key_id": ""], [:], ""),
      (["kms_key_id": "alias/aws/secretsmanager"], [:], ""), (["kms_key_id": "k"], [:], "kms_key_id"),
      (["kms_key_id": "arn:aws:kms:r:1:key/k"], ["kms_key_id": "k"], ""),
      (["kms_key_id": "arn:aws:kms:r:1:key/k"], ["kms_key_id": "arn:aws:kms:r:2:key/k"], "kms_key_id"),
      (["policy": #"{"a":["x"]}"#], ["policy": #"{ "a" : "x" }"#], ""), (["policy": "{}"], [:], "policy"),
      (["policy": "1"], ["policy": .unknown], "policy"), (["description": ""], [:], ""), (["tags": [:]], [:], ""),
      (["replicas": [["region": "b"], ["region": "a"]]], ["replicas": [["region": "a"], ["region": "b"]]], ""),
    ] as [([String: Value], [String: Value], String)])
  func knowsWhatMeansTheSame(_ old: [String: Value], _ new: [String: Value], _ change: String) async throws {
    try await play([]) { expectEqual(try $0.diff(type, old, new), (change.isEmpty ? [] : [change])) }
  }
}
