package io.vpcep.emulator.fault;

import io.vpcep.emulator.http.EmulatedResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault that some requests run into.
 *
 * @param target which requests
 * @param kind in which way
 * @param status the HTTP status in place of the kind's own; null for that
 * @param headers added to the response, or in place of its own
 * @param body in place of the kind's own; null for that
 * @param times how many requests run into it; null for all until it is removed
 * @param delay how long the response waits beforehand
 */
public record Fault(
    Target target,
    FaultKind kind,
    @Nullable Integer status,
    Map<String, String> headers,
    @Nullable String body,
    @Nullable Integer times,
    Duration delay) {

  public Fault {
    headers = Map.copyOf(headers);
  }

  /** A fault of some kind, without an end. */
  public static Fault of(FaultKind kind, Target target) {
    return new Fault(target, kind, null, Map.of(), null, null, Duration.ZERO);
  }

  /** Responds with a status and the gateway's error body, without an end. */
  public static Fault status(int status, Target target) {
    return new Fault(target, FaultKind.STATUS, status, Map.of(), null, null, Duration.ZERO);
  }

  /** The same for this many requests. */
  public Fault times(int count) {
    return new Fault(target, kind, status, headers, body, count, delay);
  }

  /** The same with one more header in the response. */
  public Fault header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Fault(target, kind, status, more, body, times, delay);
  }

  /** The same with another body. */
  public Fault body(String text) {
    return new Fault(target, kind, status, headers, text, times, delay);
  }

  /** The same, later. */
  public Fault delay(Duration wait) {
    return new Fault(target, kind, status, headers, body, times, wait);
  }

  /** Puts the status, headers and body that this fault names into a response. */
  EmulatedResponse dress(EmulatedResponse response) {
    EmulatedResponse dressed =
        new EmulatedResponse(
            status == null ? response.status() : status,
            response.headers(),
            body == null ? response.body() : body);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      dressed = dressed.with(header.getKey(), header.getValue());
    }
    return dressed;
  }
}
