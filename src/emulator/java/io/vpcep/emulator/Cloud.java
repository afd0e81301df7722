package io.vpcep.emulator;

import io.vpcep.emulator.css.CssService;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.GatewayError;
import io.vpcep.emulator.http.GatewayLimits;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.http.Throttle;
import io.vpcep.emulator.iam.Authentication;
import io.vpcep.emulator.iam.AuthenticationResult;
import io.vpcep.emulator.iam.IamService;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.vpcep.VersionApi;
import io.vpcep.emulator.vpcep.VpcepService;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.ServiceLifeCycle;
import io.vpcep.emulator.world.World;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gateway and the services behind it: the right response to every request. */
final class Cloud {

  private final Authentication authentication;
  private final Throttle throttle;
  private final Dialect dialect;
  private final IamService iam;
  private final VpcepService vpcep;
  private final CssService css;

  Cloud(
      World world,
      LifeCycle lifeCycle,
      ServiceLifeCycle services,
      IdentityStore identity,
      Authentication authentication,
      Throttle throttle,
      InstantSource clock,
      Dialect dialect) {
    this.dialect = dialect;
    this.authentication = authentication;
    this.throttle = throttle;
    iam = new IamService(identity, authentication);
    vpcep = new VpcepService(world, lifeCycle, services, identity.regions().get(0), dialect);
    css = new CssService(world, lifeCycle, clock);
  }

  EmulatedResponse respond(EmulatedRequest request) {
    return dialect.spelled(GatewayLimits.refusal(request).orElseGet(() -> routed(request)));
  }

  /** Who calls, for the request log; null for somebody unknown. */
  @Nullable String caller(EmulatedRequest request) {
    return request.operation() == Operation.CREATE_TOKEN
        ? iam.claimedUser(request).orElse(null)
        : authentication.claim(request).orElse(null);
  }

  private EmulatedResponse routed(EmulatedRequest request) {
    try {
      if (request.operation() == Operation.SHOW_VPCEP_VERSION) {
        return VersionApi.show(request);
      }
      if (!dialect.knows(request.operation())) {
        return GatewayError.NO_SUCH_API.response();
      }
      return switch (request.operation().api()) {
        case IAM -> iam.respond(request);
        case VPCEP, CSS -> throttled(request);
        case NONE -> GatewayError.NO_SUCH_API.response();
      };
    } catch (RefusedException e) {
      return e.response();
    }
  }

  /** The response of a service whose callers are counted. */
  private EmulatedResponse throttled(EmulatedRequest request) throws RefusedException {
    AuthenticationResult caller = authentication.caller(request);
    Optional<EmulatedResponse> tooMany = throttle.refusal(String.valueOf(caller.who()));
    return tooMany.isPresent() ? tooMany.get() : respond(request, caller);
  }

  private EmulatedResponse respond(EmulatedRequest request, AuthenticationResult caller)
      throws RefusedException {
    return request.operation().api() == Operation.Api.CSS
        ? css.respond(request)
        : vpcep.respond(request, caller.domainId());
  }
}
