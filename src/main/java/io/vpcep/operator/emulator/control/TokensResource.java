package io.vpcep.operator.emulator.control;

import io.vpcep.operator.emulator.data.Fields;
import io.vpcep.operator.emulator.http.Answer;
import io.vpcep.operator.emulator.iam.Identity;
import java.util.Optional;

/** {@code /emulator/tokens}: makes tokens invalid or valid. */
final class TokensResource implements ControlResource {

  private final Identity identity;

  TokensResource(Identity identity) {
    this.identity = identity;
  }

  @Override
  public Optional<Answer> answer(ControlRequest request) {
    if (request.is("POST", 2) && request.segment(1).equals("revoke")) {
      revoke(Fields.of(request.body(), "", "fixed"));
      return Optional.of(Answer.noContent());
    }
    if (request.is("PUT", 2)) {
      identity.addFixedToken(request.segment(1));
      return Optional.of(Answer.noContent());
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
