package io.vpcep.emulator;

import io.vpcep.emulator.css.CssApi;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.GatewayError;
import io.vpcep.emulator.http.GatewayLimits;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.http.Throttle;
import io.vpcep.emulator.iam.Authentication;
import io.vpcep.emulator.iam.AuthenticationResult;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.iam.ProjectsApi;
import io.vpcep.emulator.iam.TokensApi;
import io.vpcep.emulator.vpcep.VpcepApi;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.World;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gateway and the services behind it: the right answer to every request. */
final class Cloud {

  private final Authentication authentication;
  private final Throttle throttle;
  private final TokensApi tokens;
  private final ProjectsApi projects;
  private final VpcepApi vpcep;
  private final CssApi css;

  /** The part of a service that answers one operation. */
  @FunctionalInterface
  private interface Handler {
    EmulatedResponse answer(EmulatedRequest request) throws RefusedException;
  }

  Cloud(
      World world,
      LifeCycle lifeCycle,
      IdentityStore identity,
      Authentication authentication,
      Throttle throttle) {
    this.authentication = authentication;
    this.throttle = throttle;
    tokens = new TokensApi(identity);
    projects = new ProjectsApi(identity);
    vpcep = new VpcepApi(world, lifeCycle);
    css = new CssApi(world, lifeCycle);
  }

  EmulatedResponse answer(EmulatedRequest request) {
    return GatewayLimits.refusal(request).orElseGet(() -> routed(request));
  }

  /** Who calls, for the request log; null for somebody unknown. */
  @Nullable String caller(EmulatedRequest request) {
    return request.operation() == Operation.CREATE_TOKEN
        ? tokens.claimedUser(request).orElse(null)
        : authentication.claim(request).orElse(null);
  }

  private EmulatedResponse routed(EmulatedRequest request) {
    return switch (request.operation()) {
      case CREATE_TOKEN -> tokens.create(request);
      case LIST_PROJECTS ->
          authenticated(request, caller -> answer(request, asked -> projects.list(asked, caller)));
      case LIST_VPCEP_CONNECTIONS -> throttled(request, vpcep::list);
      case ACCEPT_OR_REJECT_ENDPOINT -> throttled(request, vpcep::acceptOrReject);
      case UPDATE_DESCRIPTIONS -> throttled(request, vpcep::updateDescriptions);
      case SHOW_SERVICE -> throttled(request, vpcep::show);
      case LIST_CSS_CONNECTIONS -> throttled(request, css::list);
      case UPDATE_CSS_CONNECTIONS -> throttled(request, css::update);
      case UNKNOWN -> GatewayError.NO_SUCH_API.answer();
    };
  }

  /** The answer of a service whose callers are counted. */
  private EmulatedResponse throttled(EmulatedRequest request, Handler service) {
    return authenticated(
        request,
        caller ->
            throttle
                .refusal(String.valueOf(caller.who()))
                .orElseGet(() -> answer(request, service)));
  }

  private static EmulatedResponse answer(EmulatedRequest request, Handler service) {
    try {
      return service.answer(request);
    } catch (RefusedException e) {
      return e.answer();
    }
  }

  /** The answer to those who are who they say they are. */
  private EmulatedResponse authenticated(
      EmulatedRequest request, Function<AuthenticationResult, EmulatedResponse> service) {
    AuthenticationResult caller = authentication.verdict(request);
    String refusal = caller.refusal();
    return refusal == null
        ? service.apply(caller)
        : GatewayError.INCORRECT_AUTHENTICATION.answer(refusal);
  }
}
