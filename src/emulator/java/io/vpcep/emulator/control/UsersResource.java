package io.vpcep.emulator.control;

import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.iam.User;
import java.util.Optional;

/**
 * {@code /emulator/users/{name}}: a new user, or a new password. Tokens that were issued stay
 * valid; in the real clouds they die within 30 minutes.
 */
final class UsersResource implements ControlResource {

  private static final String DEFAULT_DOMAIN = "emulator";

  private final IdentityStore identity;

  UsersResource(IdentityStore identity) {
    this.identity = identity;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    if (!request.is("PUT", 2)) {
      return Optional.empty();
    }
    Fields fields = Fields.of(request.body(), "", "password", "domain");
    String domain = fields.text("domain", 64).orElse(DEFAULT_DOMAIN);
    identity.putUser(new User(request.segment(1), fields.requiredText("password"), domain));
    return Optional.of(EmulatedResponse.noContent());
  }
}
