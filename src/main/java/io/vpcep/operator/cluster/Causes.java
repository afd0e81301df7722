package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an exception says down to its root: a client's own message often says nothing. */
public final class Causes {

  /** So does every exception of the client that wraps another one. */
  private static final String NOTHING_SAID = "An error has occurred.";

  private Causes() {}

  /** In one line, the root cause last. Never empty. */
  public static String inOneLine(Throwable failure) {
    var sentences = new ArrayList<String>();
    for (var each : chain(failure)) {
      var message = message(each);
      if (!message.isEmpty()
          && sentences.stream().noneMatch(sentence -> sentence.contains(message))) {
        sentences.add(message);
      }
    }
    return String.join(": ", sentences).replaceAll("\\s*\\R\\s*", " ");
  }

  /** The first message that says something. */
  static String firstMeaningful(Throwable failure) {
    return chain(failure).stream()
        .map(Causes::message)
        .filter(message -> !message.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** An exception and its causes, each once. */
  static List<Throwable> chain(Throwable failure) {
    var chain = new LinkedHashSet<Throwable>();
    for (var each = failure; each != null && chain.add(each); each = each.getCause()) {}
    return List.copyOf(chain);
  }

  private static String message(Throwable failure) {
    var message =
        failure instanceof KubernetesClientException refused
            ? ForbiddenInterceptor.said(refused)
            : failure.getMessage();
    if (!isMeaningful(message) || quotesTheClient(failure)) {
      return failure.getCause() == null ? failure.getClass().getSimpleName() : "";
    }
    return String.valueOf(message);
  }

  /** Says what its cause says, with the objects that the client prints. */
  private static boolean quotesTheClient(Throwable failure) {
    return failure.getCause() instanceof KubernetesClientException refused
        && refused.toString().equals(failure.getMessage());
  }

  private static boolean isMeaningful(@Nullable String message) {
    return message != null && !message.isBlank() && !message.startsWith(NOTHING_SAID);
  }
}
