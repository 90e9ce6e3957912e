import CofreHTTP
import CofreProvider

/// The places that credentials may come from, in the order in which they are asked: that of AWS's own tools.
struct CredentialSources: Sendable {
  private let endpoints: AWSEndpoints
  private let transport: any HTTPTransport
  private let clock: HTTPClock
  private let stsEndpoint: String

  init(endpoints: AWSEndpoints, transport: any HTTPTransport, clock: HTTPClock) throws {
    self.endpoints = endpoints
    self.transport = transport
    self.clock = clock
    stsEndpoint = try endpoints.url(of: .sts)
  }

  /// All of them, for the provider itself.
  func all(_ configuration: AWSProviderConfiguration, shared: AWSSharedConfiguration) throws -> [any CredentialSource] {
    var sources: [any CredentialSource] = [
      try ExplicitCredentials(
        accessKey: configuration.sensitive("access_key"), secretKey: configuration.sensitive("secret_key"),
        token: configuration.sensitive("token"))
    ]
    // A profile that the stack itself names is meant, whatever the environment says.
    if !shared.isProfileExplicit { sources.append(EnvironmentCredentials(shared: shared)) }
    sources += profile(shared, path: [])
    sources.append(ContainerCredentials(shared: shared, transport: transport))
    sources.append(InstanceMetadataCredentials(shared: shared, transport: transport))
    return sources
  }

  /// Those of one profile; `path` are the profiles that led to it.
  private func profile(_ shared: AWSSharedConfiguration, path: [String]) -> [any CredentialSource] {
    let path = path + [shared.profileName]
    var sources: [any CredentialSource] = [
      ProfileCredentials(shared: shared, file: .credentials),
      ProcessCredentials(shared: shared, run: ProcessRunner.run),
      ProfileCredentials(shared: shared, file: .config),
    ]
    // A profile that takes its role with its own keys leads back to itself, and then means the keys.
    guard path.count(where: { $0 == shared.profileName }) == 1 else { return sources }
    let assumed = AssumedRoleCredentials(
      shared: shared,
      sts: { sources in STSClient(endpoint: stsEndpoint, transport: signed(sources)) },
      sources: { profile, source in try roleSources(profile, source, shared, path) })
    let webIdentity = WebIdentityCredentials(
      shared: shared, sts: STSClient(endpoint: stsEndpoint, transport: retrying(transport)))
    sources.insert(SSOCredentials(shared: shared, transport: retrying(transport), clock: clock), at: 0)
    return [assumed, webIdentity] + sources
  }

  private func roleSources(
    _ sourceProfile: String?, _ credentialSource: String?, _ shared: AWSSharedConfiguration, _ path: [String]
  ) throws -> [any CredentialSource] {
    if let sourceProfile {
      guard let other = shared.profile(sourceProfile) else {
        throw ProviderError(
          .notConfigured,
          "The profile '\(sourceProfile)', which source_profile of '\(shared.profileName)' names, does not exist.",
          hint: "aws configure --profile \(sourceProfile)")
      }
      return profile(other, path: path)
    }
    switch credentialSource {
    case "Environment": return [EnvironmentCredentials(shared: shared)]
    case "EcsContainer": return [ContainerCredentials(shared: shared, transport: transport)]
    case "Ec2InstanceMetadata": return [InstanceMetadataCredentials(shared: shared, transport: transport)]
    default:
      throw ProviderError(
        .notConfigured, "credential_source of the profile '\(shared.profileName)' names no source.",
        hint: "It is Environment, EcsContainer or Ec2InstanceMetadata.")
    }
  }

  private func signed(_ sources: [any CredentialSource]) -> any HTTPTransport {
    retrying(
      AWSSigningTransport(
        transport, signer: SigV4(region: endpoints.region, service: AWSService.sts.endpointPrefix),
        credentials: CredentialChain(sources, clock: clock), clock: clock))
  }

  private func retrying(_ transport: any HTTPTransport) -> any HTTPTransport {
    RetryingTransport(
      transport, policy: AWSRetry.policy(maximumAttempts: 3), clock: clock, classify: AWSRetry.classify)
  }
}
