package io.vpcep.emulator.iam;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.GatewayError;
import io.vpcep.emulator.http.RefusedException;
import java.util.Optional;

/** The identity service: which of its parts serves which operation, and who may ask. */
public final class IamService {

  private final Authentication authentication;
  private final TokensApi tokens;
  private final TemporaryKeysApi temporaryKeys;
  private final ProjectsApi projects;
  private final UsersApi users;
  private final CatalogApi catalog;
  private final RegionsApi regions;
  private final DomainsApi domains = new DomainsApi();
  private final VersionsApi versions = new VersionsApi();

  public IamService(IdentityStore identity, Authentication authentication) {
    this.authentication = authentication;
    tokens = new TokensApi(identity);
    temporaryKeys = new TemporaryKeysApi(identity, authentication);
    projects = new ProjectsApi(identity);
    users = new UsersApi(identity);
    catalog = new CatalogApi(identity);
    regions = new RegionsApi(identity);
  }

  /** The name that somebody wants to log in with, right or wrong; empty for a bad body. */
  public Optional<String> claimedUser(EmulatedRequest request) {
    return tokens.claimedUser(request);
  }

  /** The response to an operation of this service. */
  public EmulatedResponse respond(EmulatedRequest request) throws RefusedException {
    return switch (request.operation()) {
      case CREATE_TOKEN -> tokens.create(request);
      case CREATE_TEMPORARY_KEY -> temporaryKeys.create(request);
      case LIST_IDENTITY_VERSIONS -> versions.list(request);
      case SHOW_IDENTITY_VERSION -> versions.show(request);
      default -> respond(request, authentication.caller(request));
    };
  }

  private EmulatedResponse respond(EmulatedRequest request, AuthenticationResult caller)
      throws RefusedException {
    return switch (request.operation()) {
      case VALIDATE_TOKEN -> tokens.validate(request);
      case LIST_PROJECTS -> projects.list(request, caller);
      case LIST_ACCESSIBLE_PROJECTS -> projects.listAccessible(request, caller);
      case LIST_ACCESSIBLE_DOMAINS -> domains.list(request, caller);
      case LIST_USERS -> users.list(request, caller);
      case LIST_REGIONS -> regions.list(request);
      case LIST_CATALOG -> catalog.list(request);
      default -> GatewayError.NO_SUCH_API.response();
    };
  }
}
