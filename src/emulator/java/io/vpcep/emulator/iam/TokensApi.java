package io.vpcep.emulator.iam;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.iam.Projects.Project;
import java.util.Optional;

/**
 * {@code /v3/auth/tokens}: logs in with a password, and validates tokens, after the IAM API
 * reference of Open Telekom Cloud and, for the bodies of errors, Huawei Cloud.
 */
final class TokensApi {

  private static final String SUBJECT_TOKEN = "X-Subject-Token";

  private final IdentityStore identity;

  TokensApi(IdentityStore identity) {
    this.identity = identity;
  }

  /** The name that somebody wants to log in with, right or wrong; empty for a bad body. */
  Optional<String> claimedUser(EmulatedRequest request) {
    return LoginRequest.parse(request.json()).map(LoginRequest::name);
  }

  /** 201 with the token in {@code X-Subject-Token}, 400 or 401. */
  EmulatedResponse create(EmulatedRequest request) {
    return LoginRequest.parse(request.json())
        .map(login -> create(login, request))
        .orElseGet(IamError::badBody);
  }

  private EmulatedResponse create(LoginRequest login, EmulatedRequest request) {
    if (identity.isLocked(login.name(), login.domain())) {
      return IamError.accountLocked();
    }
    return identity
        .login(login.name(), login.domain(), login.password())
        .map(user -> created(user, login, request))
        .orElseGet(IamError::wrongPassword);
  }

  private EmulatedResponse created(User user, LoginRequest login, EmulatedRequest request) {
    Optional<Project> project = login.hasProject() ? project(login) : Optional.empty();
    return login.hasProject() && project.isEmpty()
        ? IamError.noSuchProject(login.projectId() + login.projectName())
        : issued(user, login, project, request);
  }

  private EmulatedResponse issued(
      User user, LoginRequest login, Optional<Project> project, EmulatedRequest request) {
    IdentityStore.Issued issued = identity.issue(user, project.orElse(null), login.hasDomain());
    return EmulatedResponse.json(201, TokenJson.of(issued.info(), request, identity.regions()))
        .with(SUBJECT_TOKEN, issued.token());
  }

  private Optional<Project> project(LoginRequest login) {
    return login.projectId().isEmpty()
        ? identity.projects().withName(login.projectName())
        : identity.projects().withId(login.projectId());
  }

  /**
   * {@code GET} and {@code HEAD}: validates the token in {@code X-Subject-Token}. The 404 of a
   * token that is not valid is in the documents' table of status codes, its body is that of
   * OpenStack's identity service; that a request without a token to validate is bad is unconfirmed.
   */
  EmulatedResponse validate(EmulatedRequest request) {
    String token = request.headers().getFirst(SUBJECT_TOKEN);
    if (token == null || token.isEmpty()) {
      return IamError.badBody();
    }
    return identity
        .valid(token)
        .map(info -> EmulatedResponse.json(200, TokenJson.of(info, request, identity.regions())))
        .map(response -> response.with(SUBJECT_TOKEN, token))
        .orElseGet(IamError::noSuchToken);
  }
}
