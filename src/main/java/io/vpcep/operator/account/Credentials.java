package io.vpcep.operator.account;

import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.connection.AccountState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a Secret holds. Never shown. */
sealed interface Credentials {

  /** A token that somebody else obtained; it belongs to one project. */
  record Token(String token) implements Credentials {
    @Override
    public String toString() {
      return "a token";
    }
  }

  /** An IAM user with a password. */
  record Password(PasswordLogin login) implements Credentials {
    @Override
    public String toString() {
      return "a password";
    }
  }

  /**
   * Reads the keys of a Secret. White space around a value is dropped: a newline at the end comes
   * from the tool that made it.
   *
   * @throws UnusableException unless there is exactly one complete set of keys; names keys, never
   *     values
   */
  static Credentials of(Map<String, String> keys) throws UnusableException {
    var found = KeySet.ALL.stream().filter(set -> set.isTouchedBy(keys)).toList();
    if (found.size() != 1) {
      throw new UnusableException(
          AccountState.Reason.INVALID_SECRET,
          found.isEmpty()
              ? "the Secret has none of the known keys: set " + KeySet.choices() + "."
              : "the Secret has keys of more than one set: keep exactly one of "
                  + KeySet.choices()
                  + ".");
    }
    var set = found.get(0);
    var missing = set.names().stream().filter(name -> value(keys, name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new UnusableException(
          AccountState.Reason.INVALID_SECRET,
          "the Secret lacks a value for " + String.join(" and ", missing) + ".");
    }
    return set.equals(KeySet.TOKEN)
        ? new Token(value(keys, "token"))
        : new Password(
            new PasswordLogin(
                value(keys, "userName"), value(keys, "password"), value(keys, "domainName")));
  }

  private static String value(Map<String, String> keys, String name) {
    return Objects.requireNonNullElse(keys.get(name), "").strip();
  }

  /** Keys that go together. */
  record KeySet(List<String> names) {
    static final KeySet TOKEN = new KeySet(List.of("token"));
    static final KeySet PASSWORD = new KeySet(List.of("userName", "password", "domainName"));
    static final List<KeySet> ALL = List.of(TOKEN, PASSWORD);

    boolean isTouchedBy(Map<String, String> keys) {
      return names.stream().anyMatch(keys::containsKey);
    }

    static String choices() {
      return ALL.stream()
          .map(set -> String.join("+", set.names()))
          .collect(Collectors.joining(", or "));
    }
  }
}
