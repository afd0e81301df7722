package io.vpcep.operator.emulator;

import io.vpcep.operator.emulator.css.CssApi;
import io.vpcep.operator.emulator.http.Answer;
import io.vpcep.operator.emulator.http.EmulatedRequest;
import io.vpcep.operator.emulator.http.GatewayError;
import io.vpcep.operator.emulator.http.Operation;
import io.vpcep.operator.emulator.iam.Identity;
import io.vpcep.operator.emulator.iam.TokensApi;
import io.vpcep.operator.emulator.vpcep.VpcepApi;
import io.vpcep.operator.emulator.world.World;
import org.jspecify.annotations.Nullable;

/** The gateway and the services behind it: the right answer to every request. */
final class Cloud {

  private final Identity identity;
  private final TokensApi tokens;
  private final VpcepApi vpcep;
  private final CssApi css;

  Cloud(World world, Identity identity) {
    this.identity = identity;
    tokens = new TokensApi(identity);
    vpcep = new VpcepApi(world);
    css = new CssApi(world);
  }

  Answer answer(EmulatedRequest request) {
    return switch (request.operation()) {
      case CREATE_TOKEN -> tokens.create(request);
      case UNKNOWN -> GatewayError.NO_SUCH_API.answer();
      case LIST_VPCEP_CONNECTIONS, LIST_CSS_CONNECTIONS -> list(request);
    };
  }

  /** Who calls, for the request log; null for somebody unknown. */
  @Nullable String caller(EmulatedRequest request) {
    return request.operation() == Operation.CREATE_TOKEN
        ? tokens.claimedUser(request).orElse(null)
        : verdict(request).who();
  }

  private Answer list(EmulatedRequest request) {
    String refusal = verdict(request).refusal();
    if (refusal != null) {
      return GatewayError.INCORRECT_AUTHENTICATION.answer(refusal);
    }
    return request.operation() == Operation.LIST_CSS_CONNECTIONS
        ? css.list(request)
        : vpcep.list(request);
  }

  private Identity.Verdict verdict(EmulatedRequest request) {
    return identity.verdict(request.headers().getFirst("X-Auth-Token"));
  }
}
