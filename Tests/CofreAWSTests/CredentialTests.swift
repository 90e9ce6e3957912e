import CofreAWS
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Foundation
import Testing

private let keys = ["AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "hush"]
private let xml = """
  <R><Credentials><AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>hush&amp;</SecretAccessKey>\
  <SessionToken>tok</SessionToken><Expiration>2026-11-21T21:00:00Z</Expiration></Credentials></R>
  """
private let served: JSON = [
  "AccessKeyId": "AKIDSERVED", "SecretAccessKey": "hush", "Token": "tok", "Expiration": "2026-11-21T21:00:00Z",
]

@Suite struct CredentialTests {
  private let clock = FakeClock()

  /// The key that a call is signed with, or the error.
  private func key(
    _ environment: [String: String] = [:], _ configuration: [String: Value] = [:], config: String = "",
    credentials: String = "", files: [String: String] = [:], script: [(String, FakeAWS.Reply)] = []
  ) async throws -> (key: String, sent: [HTTPRequest]) {
    let fake = FakeAWS(script + [("DescribeSecret", .fault("ResourceNotFoundException"))])
    var environment = environment
    environment["HOME"] = "/home/me"
    if environment["AWS_EC2_METADATA_DISABLED"] == nil { environment["AWS_EC2_METADATA_DISABLED"] = "true" }
    var configuration = configuration
    configuration["region"] = "us-west-2"
    let provider = try AWSProvider.make(
      configuration: configuration, environment: environment,
      readFile: { path in
        let files = files.merging(["/home/me/.aws/config": config, "/home/me/.aws/credentials": credentials]) { $1 }
        return files[path].map { Array($0.utf8) }
      }, transport: fake, clock: clock.clock)
    let bench = LifecycleBench(provider: provider)
    _ = try await bench.read("aws.secretsmanager.Secret", ResourceResult(id: "x", outputs: [:]), [:])
    #expect(fake.isOver)
    let authorization = fake.sent.last?.headers["Authorization"] ?? ""
    let key = authorization.components(separatedBy: "Credential=").last?.components(separatedBy: "/").first ?? ""
    return (key, fake.sent)
  }

  private func failure(
    _ environment: [String: String] = [:], _ configuration: [String: Value] = [:], config: String = ""
  ) async -> ProviderError? {
    do {
      _ = try await key(environment, configuration, config: config)
      return nil
    } catch { return error as? ProviderError }
  }

  @Test func asksInTheOrderOfAWSsOwnTools() async throws {
    let explicit: [String: Value] = ["access_key": "AKIDOWN", "secret_key": .sensitive(Sensitive("hush"))]
    let file =
      "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = hush\n[dev]\naws_access_key_id = AKIDDEV\naws_secret_access_key = hush"
    let config = "[default]\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = hush"
    #expect(try await key(keys, explicit, credentials: file).key == "AKIDOWN")
    #expect(try await key(keys, credentials: file).key == "AKIDENV")
    #expect(try await key([:], config: config, credentials: file).key == "AKIDFILE")
    #expect(try await key([:], config: config).key == "AKIDCONFIG")
    #expect(try await key(["AWS_PROFILE": "dev"], credentials: file).key == "AKIDDEV")
    // A profile that the stack names goes before the environment, one of the environment does not.
    #expect(try await key(keys, ["profile": "dev"], credentials: file).key == "AKIDDEV")
    #expect(try await key(keys.merging(["AWS_PROFILE": "dev"]) { $1 }, credentials: file).key == "AKIDENV")
  }

  @Test func sendsTheSessionToken() async throws {
    let sent = try await key(keys.merging(["AWS_SESSION_TOKEN": "tok"]) { $1 }).sent
    #expect(sent.last?.headers["X-Amz-Security-Token"] == "tok")
    #expect(sent.last?.headers["Authorization"]?.contains("x-amz-security-token") == true)
  }

  @Test func halfAKeyIsAnErrorThatSaysWhichHalf() async {
    #expect(
      await failure(["AWS_ACCESS_KEY_ID": "x"])?.message == "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not."
    )
    #expect(
      await failure(["AWS_SECRET_ACCESS_KEY": "x"])?.message
        == "AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not.")
    #expect(await failure([:], ["access_key": "x"])?.code == .notConfigured)
    #expect(await failure([:], config: "[default]\naws_access_key_id = x")?.code == .notConfigured)
  }

  @Test func noCredentialsIsAnErrorThatSaysWhereWeLooked() async {
    let error = await failure()
    #expect(error?.code == .notConfigured)
    #expect(error?.message.contains("the environment") == true)
    #expect(error?.hint?.contains("AWS_ACCESS_KEY_ID") == true)
  }

  @Test func takesARoleWithAnotherProfile() async throws {
    let config = """
      [profile base]
      aws_access_key_id = AKIDBASE
      aws_secret_access_key = hush
      [profile role]
      role_arn = arn:aws:iam::1:role/r
      source_profile = base
      external_id = e
      """
    let body =
      "https://sts.us-west-2.amazonaws.com/ Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"
      + "&RoleSessionName=cofre&ExternalId=e"
    let result = try await key(
      ["AWS_PROFILE": "role"], config: config,
      script: [(body, .response(HTTPResponse(status: 200, body: Array(xml.utf8))))])
    #expect(result.key == "AKIDROLE")
    #expect(result.sent.first?.headers["Authorization"]?.contains("Credential=AKIDBASE/") == true)
    #expect(result.sent.first?.headers["Authorization"]?.contains("/us-west-2/sts/") == true)
  }

  @Test(arguments: [
    "role_arn = r", "role_arn = r\nsource_profile = a\ncredential_source = Environment",
    "role_arn = r\ncredential_source = Nowhere", "role_arn = r\nsource_profile = missing",
    "role_arn = r\nsource_profile = default", "role_arn = r\ncredential_source = Environment\nmfa_serial = m",
    "web_identity_token_file = /t", "web_identity_token_file = /t\nrole_arn = r",
    "sso_account_id = 1\nsso_role_name = r",
    "sso_account_id = 1\nsso_role_name = r\nsso_start_url = u\nsso_region = a-b-1",
    "credential_process = /nonexistent/program", "credential_process = false", "credential_process = echo {}",
  ])
  func aBrokenProfileIsAnErrorAndNotTheNextSource(_ settings: String) async {
    let error = await failure([:], config: "[default]\n\(settings)")
    #expect(error != nil && error?.hint != nil, "\(String(describing: error))")
  }

  @Test func takesARoleWithATokenFromAFile() async throws {
    let body =
      "https://sts.us-west-2.amazonaws.com/ Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=r"
      + "&RoleSessionName=ci&WebIdentityToken=j.w.t"
    let result = try await key(
      ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "r", "AWS_ROLE_SESSION_NAME": "ci"],
      files: ["/token": "j.w.t\n"],
      script: [
        (
          body,
          .response(
            HTTPResponse(status: 400, body: Array("<E><Error><Code>IDPCommunicationError</Code></Error></E>".utf8)))
        ),
        (body, .response(HTTPResponse(status: 200, body: Array(xml.utf8)))),
      ])
    #expect(result.key == "AKIDROLE")
    #expect(result.sent.first?.headers["Authorization"] == nil)
  }

  @Test func usesTheLoginOfIdentityCenter() async throws {
    let config = """
      [default]
      sso_session = corp
      sso_account_id = 1
      sso_role_name = dev
      [sso-session corp]
      sso_start_url = https://corp.example
      sso_region = eu-west-1
      """
    let url = "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?account_id=1&role_name=dev"
    let answer: JSON = [
      "roleCredentials": [
        "accessKeyId": "AKIDSSO", "secretAccessKey": "h", "sessionToken": "t", "expiration": 1_795_299_999_000,
      ]
    ]
    let result = try await key(
      config: config, files: [Self.ssoFile: #"{"accessToken":"bearer","expiresAt":"2026-11-22T00:00:00Z"}"#],
      script: [(url, .ok(answer))])
    #expect(result.key == "AKIDSSO")
    #expect(result.sent.first?.headers["x-amz-sso_bearer_token"] == "bearer")
  }

  @Test func asksTheContainer() async throws {
    let relative = try await key(
      ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x"], script: [("http://169.254.170.2/v2/x", .ok(served))])
    #expect(relative.key == "AKIDSERVED")
    let full = try await key(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
      ], files: ["/token": "bearer\n"], script: [("http://169.254.170.23/v1/credentials", .ok(served))])
    #expect(full.sent.first?.headers["Authorization"] == "bearer")
    #expect(await failure(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://evil.example/"])?.code == .notConfigured)
  }

  @Test func asksTheInstance() async throws {
    func text(_ text: String) -> FakeAWS.Reply { .response(HTTPResponse(status: 200, body: Array(text.utf8))) }
    let folder = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
    let result = try await key(
      ["AWS_EC2_METADATA_DISABLED": "false"],
      script: [
        ("http://169.254.169.254/latest/api/token", text("t0ken")), (folder, text("web role\n")),
        (folder + "web%20role", .ok(served)),
      ])
    #expect(result.key == "AKIDSERVED")
    #expect(result.sent[0].method == .put && result.sent[2].headers["x-aws-ec2-metadata-token"] == "t0ken")
  }

  @Test func runsTheProgramOfTheProfile() async throws {
    let program = FileManager.default.temporaryDirectory.appending(path: "cofre test \(UUID().uuidString).sh")
    let script = """
      #!/bin/sh
      [ "$1" = "two words" ] && [ "$MARK" = yes ] && echo '{"Version":1,"AccessKeyId":"AKIDPROC","SecretAccessKey":"h"}'
      """
    try script.write(to: program, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: program) }
    let command = #"credential_process = /bin/sh "\#(program.path)" 'two words'"#
    let result = try await key(
      ["MARK": "yes", "PATH": "/usr/bin:/bin"], config: "[default]\n\(command)")
    #expect(result.key == "AKIDPROC")
  }

  @Test func asksAgainBeforeCredentialsExpire() async throws {
    let uri = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x", "AWS_REGION": "us-west-2"]
    let missing = ("DescribeSecret", FakeAWS.Reply.fault("ResourceNotFoundException"))
    func credentials(_ key: String, _ expiration: String) -> (String, FakeAWS.Reply) {
      let json: JSON = ["AccessKeyId": .string(key), "SecretAccessKey": "h", "Expiration": .string(expiration)]
      return ("http://169.254.170.2/x", .ok(json))
    }
    let expired = ("DescribeSecret", FakeAWS.Reply.fault("ExpiredTokenException"))
    let fake = FakeAWS([
      credentials("AKIDONE", "2026-11-21T21:00:00Z"), missing, missing, expired,
      credentials("AKIDTWO", "2026-11-21T19:47:00Z"), missing, credentials("AKIDTHREE", "2026-11-21T22:00:00Z"),
      missing,
    ])
    let provider = try AWSProvider.make(
      configuration: [:], environment: uri, readFile: { _ in nil }, transport: fake, clock: clock.clock)
    let bench = LifecycleBench(provider: provider)
    for _ in 1...4 {
      _ = try await bench.read("aws.secretsmanager.Secret", ResourceResult(id: "x", outputs: [:]), [:])
    }
    #expect(fake.isOver)
  }

  /// Named for the SHA-1 of `corp`.
  private static let ssoFile = "/home/me/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
}
