package io.vpcep.emulator.control;

import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.iam.IdentityStore;
import java.util.Optional;

/** {@code /emulator/tokens}: makes tokens invalid or valid. */
final class TokensResource implements ControlResource {

  private final IdentityStore identity;

  TokensResource(IdentityStore identity) {
    this.identity = identity;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    if (request.is("POST", 2) && request.segment(1).equals("revoke")) {
      revoke(Fields.of(request.body(), "", "fixed"));
      return Optional.of(EmulatedResponse.noContent());
    }
    if (request.is("PUT", 2)) {
      identity.addFixedToken(request.segment(1));
      return Optional.of(EmulatedResponse.noContent());
    }
    return Optional.empty();
  }

  private void revoke(Fields fields) {
    boolean fixedToo = fields.flag("fixed").orElse(false);
    identity.revokeIssuedTokens();
    if (fixedToo) {
      identity.revokeFixedTokens();
    }
  }
}
