package io.vpcep.operator.management;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which request gets which response. All but the metrics are answered from memory, in the one
 * thread that reads requests.
 *
 * @param notReadyReason why the operator is not ready; empty if it is
 * @param stuckReason why the operator is not alive; empty if it is
 */
record Routes(Supplier<String> notReadyReason, Supplier<String> stuckReason) {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String METRICS = "/metrics";
  private static final String HEALTH = "/healthz";
  private static final String READINESS = "/readyz";
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  /** The response; null where the metrics are asked for. */
  @Nullable Response respond(RequestHead request) {
    if (!Set.of(METRICS, HEALTH, READINESS).contains(request.path())) {
      return Response.NOT_FOUND;
    }
    if (!METHODS.contains(request.method())) {
      return Response.NOT_ALLOWED;
    }
    return switch (request.path()) {
      case HEALTH -> unless(stuckReason);
      case READINESS -> unless(notReadyReason);
      default -> null;
    };
  }

  private static Response unless(Supplier<String> reason) {
    try {
      var sentence = reason.get();
      return sentence.isEmpty() ? Response.of(200, "ok") : Response.of(503, sentence);
    } catch (RuntimeException e) {
      LOG.error("cannot respond to a probe", e);
      return Response.FAILED;
    }
  }
}
