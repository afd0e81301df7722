package io.vpcep.operator.account;

import io.vpcep.operator.connection.AccountState.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys of a Secret that go together; without the optional ones they are complete too.
 *
 * @param required each has to have a value
 * @param optional may have one
 */
record KeySet(List<String> required, List<String> optional) {

  static final KeySet TOKEN = new KeySet(List.of("token"), List.of());
  static final KeySet PASSWORD =
      new KeySet(List.of("userName", "password", "domainName"), List.of());
  static final KeySet ACCESS_KEY =
      new KeySet(List.of("accessKey", "secretKey"), List.of("securityToken"));

  private static final List<KeySet> ALL = List.of(TOKEN, PASSWORD, ACCESS_KEY);
  private static final String CHOICES =
      ALL.stream().map(KeySet::toString).collect(Collectors.joining(", or "));

  /** What stands in the manifests of deploy/samples. */
  private static final Pattern PLACEHOLDER = Pattern.compile("put-the-[a-z-]{1,64}-here");

  /**
   * The one complete set that a Secret has.
   *
   * @param secret its name, for messages
   * @throws UnusableInputsException unless there is exactly one; names keys, never values
   */
  static KeySet of(String secret, Map<String, String> keys) throws UnusableInputsException {
    var found = ALL.stream().filter(set -> set.isTouchedBy(keys)).toList();
    var intro = "Secret %s has %s".formatted(secret, named(keys.keySet()));
    if (found.isEmpty()) {
      throw invalid("%s; set %s (names are case-sensitive).".formatted(intro, CHOICES));
    }
    if (found.size() > 1) {
      throw invalid(
          "%s, which belong to more than one set; keep exactly one of %s."
              .formatted(intro, CHOICES));
    }
    var set = found.get(0);
    var missing = set.required.stream().filter(name -> !keys.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw invalid(
          "%s; %s %s missing (names are case-sensitive)."
              .formatted(intro, joined(missing), missing.size() == 1 ? "is" : "are"));
    }
    var empty = set.required.stream().filter(name -> value(keys, name).isEmpty()).toList();
    if (!empty.isEmpty()) {
      throw invalid("Secret %s has no value for %s.".formatted(secret, joined(empty)));
    }
    set.requireRealValues(secret, keys);
    return set;
  }

  private void requireRealValues(String secret, Map<String, String> keys)
      throws UnusableInputsException {
    var samples =
        Stream.concat(required.stream(), optional.stream())
            .filter(name -> PLACEHOLDER.matcher(value(keys, name)).matches())
            .toList();
    if (!samples.isEmpty()) {
      throw invalid(
          "Secret %s has the placeholder of the sample in %s: replace it with the real value."
              .formatted(secret, joined(samples)));
    }
  }

  /**
   * A key's value, empty if there is none. White space around it is dropped: a newline at the end
   * comes from the tool that made it.
   */
  static String value(Map<String, String> keys, String name) {
    return Objects.requireNonNullElse(keys.get(name), "").strip();
  }

  private boolean isTouchedBy(Map<String, String> keys) {
    return Stream.concat(required.stream(), optional.stream()).anyMatch(keys::containsKey);
  }

  private static String named(Collection<String> keys) {
    if (keys.isEmpty()) {
      return "no keys";
    }
    var shown = keys.stream().sorted().limit(AccountLimits.NAMED_KEYS).toList();
    int more = keys.size() - shown.size();
    return "the %s %s%s"
        .formatted(
            keys.size() == 1 ? "key" : "keys",
            String.join(", ", shown),
            more == 0 ? "" : " and %d more".formatted(more));
  }

  private static String joined(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  static UnusableInputsException invalid(String message) {
    return new UnusableInputsException(Reason.INVALID_SECRET, message);
  }

  /** For example {@code accessKey+secretKey(+securityToken)}. */
  @Override
  public String toString() {
    return String.join("+", required)
        + optional.stream().map("(+%s)"::formatted).collect(Collectors.joining());
  }
}
