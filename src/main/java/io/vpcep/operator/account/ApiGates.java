package io.vpcep.operator.account;

import io.vpcep.operator.time.MonotonicTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How each API receives one set of credentials, up to {@link AccountLimits#APIS} of them. Not safe
 * for use by several threads.
 */
final class ApiGates {

  private final Map<ApiTarget, ApiGate> gates = new LinkedHashMap<>(16, 0.75f, true);

  /** How this API receives them. */
  ApiGate get(ApiTarget api) {
    if (!gates.containsKey(api) && gates.size() >= AccountLimits.APIS) {
      gates.remove(gates.keySet().iterator().next());
    }
    return gates.computeIfAbsent(api, key -> new ApiGate());
  }

  void clear() {
    gates.clear();
  }

  boolean hasRefused() {
    return gates.values().stream().anyMatch(gate -> gate.refusal() != null);
  }

  /** An API other than this one that accepts the credentials, in words; null if none does. */
  @Nullable String acceptor(ApiTarget but, MonotonicTime now) {
    return gates.entrySet().stream()
        .filter(entry -> entry.getValue().accepts(now) && !entry.getKey().equals(but))
        .map(entry -> "the " + entry.getKey().api().phrase() + " accepts")
        .sorted()
        .findFirst()
        .orElse(null);
  }

  /** That these APIs refuse the credentials, as a sentence. One at least does. */
  String refusal() {
    var refusing =
        gates.entrySet().stream()
            .filter(entry -> entry.getValue().refusal() != null)
            .sorted(
                Map.Entry.comparingByKey(
                    Comparator.comparing((ApiTarget key) -> key.api().phrase()).reversed()))
            .toList();
    var names =
        refusing.stream()
            .map(entry -> "the " + entry.getKey().api().phrase())
            .distinct()
            .collect(Collectors.joining(" and "));
    var cause = refusing.get(0).getValue().refusal();
    return "T%s refused the credentials (401). %s"
        .formatted(names.substring(1), cause == null ? "" : cause.message());
  }
}
