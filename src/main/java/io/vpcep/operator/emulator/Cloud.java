package io.vpcep.operator.emulator;

import io.vpcep.operator.emulator.css.CssApi;
import io.vpcep.operator.emulator.http.Answer;
import io.vpcep.operator.emulator.http.EmulatedRequest;
import io.vpcep.operator.emulator.http.GatewayError;
import io.vpcep.operator.emulator.http.Operation;
import io.vpcep.operator.emulator.http.RefusedException;
import io.vpcep.operator.emulator.iam.Identity;
import io.vpcep.operator.emulator.iam.TokensApi;
import io.vpcep.operator.emulator.vpcep.VpcepApi;
import io.vpcep.operator.emulator.world.LifeCycle;
import io.vpcep.operator.emulator.world.World;
import org.jspecify.annotations.Nullable;

/** The gateway and the services behind it: the right answer to every request. */
final class Cloud {

  private final Identity identity;
  private final TokensApi tokens;
  private final VpcepApi vpcep;
  private final CssApi css;

  /** The part of a service that answers one operation. */
  @FunctionalInterface
  private interface Handler {
    Answer answer(EmulatedRequest request) throws RefusedException;
  }

  Cloud(World world, LifeCycle lifeCycle, Identity identity) {
    this.identity = identity;
    tokens = new TokensApi(identity);
    vpcep = new VpcepApi(world, lifeCycle);
    css = new CssApi(world, lifeCycle);
  }

  Answer answer(EmulatedRequest request) {
    return switch (request.operation()) {
      case CREATE_TOKEN -> tokens.create(request);
      case UNKNOWN -> GatewayError.NO_SUCH_API.answer();
      case LIST_VPCEP_CONNECTIONS -> authenticated(request, vpcep::list);
      case ACCEPT_OR_REJECT_ENDPOINT -> authenticated(request, vpcep::acceptOrReject);
      case UPDATE_DESCRIPTIONS -> authenticated(request, vpcep::updateDescriptions);
      case SHOW_SERVICE -> authenticated(request, vpcep::show);
      case LIST_CSS_CONNECTIONS -> authenticated(request, css::list);
      case UPDATE_CSS_CONNECTIONS -> authenticated(request, css::update);
    };
  }

  /** Who calls, for the request log; null for somebody unknown. */
  @Nullable String caller(EmulatedRequest request) {
    return request.operation() == Operation.CREATE_TOKEN
        ? tokens.claimedUser(request).orElse(null)
        : verdict(request).who();
  }

  private Answer authenticated(EmulatedRequest request, Handler handler) {
    String refusal = verdict(request).refusal();
    if (refusal != null) {
      return GatewayError.INCORRECT_AUTHENTICATION.answer(refusal);
    }
    try {
      return handler.answer(request);
    } catch (RefusedException e) {
      return e.answer();
    }
  }

  private Identity.Verdict verdict(EmulatedRequest request) {
    return identity.verdict(request.headers().getFirst("X-Auth-Token"));
  }
}
