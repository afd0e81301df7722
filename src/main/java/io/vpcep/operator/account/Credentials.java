package io.vpcep.operator.account;

import io.vpcep.operator.cloud.auth.AccessKey;
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

  /** An access key, permanent or temporary. */
  record Key(AccessKey key) implements Credentials {
    @Override
    public String toString() {
      return "an access key";
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
    var missing = set.required().stream().filter(name -> value(keys, name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new UnusableException(
          AccountState.Reason.INVALID_SECRET,
          "the Secret lacks a value for " + String.join(" and ", missing) + ".");
    }
    if (set.equals(KeySet.TOKEN)) {
      return new Token(value(keys, "token"));
    }
    return set.equals(KeySet.PASSWORD) ? password(keys) : key(keys);
  }

  private static Credentials password(Map<String, String> keys) {
    return new Password(
        new PasswordLogin(
            value(keys, "userName"), value(keys, "password"), value(keys, "domainName")));
  }

  private static Credentials key(Map<String, String> keys) throws UnusableException {
    var securityToken = value(keys, "securityToken");
    try {
      return new Key(
          new AccessKey(
              value(keys, "accessKey"),
              value(keys, "secretKey"),
              securityToken.isEmpty() ? null : securityToken));
    } catch (IllegalArgumentException e) {
      throw new UnusableException(
          AccountState.Reason.INVALID_SECRET,
          "the Secret's keys cannot be used: " + e.getMessage() + ".");
    }
  }

  private static String value(Map<String, String> keys, String name) {
    return Objects.requireNonNullElse(keys.get(name), "").strip();
  }

  /** Keys that go together; without the optional ones they are complete too. */
  record KeySet(List<String> required, List<String> optional) {
    static final KeySet TOKEN = new KeySet(List.of("token"), List.of());
    static final KeySet PASSWORD =
        new KeySet(List.of("userName", "password", "domainName"), List.of());
    static final KeySet ACCESS_KEY =
        new KeySet(List.of("accessKey", "secretKey"), List.of("securityToken"));
    static final List<KeySet> ALL = List.of(TOKEN, PASSWORD, ACCESS_KEY);

    boolean isTouchedBy(Map<String, String> keys) {
      return required.stream().anyMatch(keys::containsKey)
          || optional.stream().anyMatch(keys::containsKey);
    }

    /** For example {@code accessKey+secretKey(+securityToken)}. */
    @Override
    public String toString() {
      return String.join("+", required)
          + optional.stream().map("(+%s)"::formatted).collect(Collectors.joining());
    }

    static String choices() {
      return ALL.stream().map(KeySet::toString).collect(Collectors.joining(", or "));
    }
  }
}
