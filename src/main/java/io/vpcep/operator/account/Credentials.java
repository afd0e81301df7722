package io.vpcep.operator.account;

import static io.vpcep.operator.account.KeySet.value;

import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import okio.ByteString;

/** What a Secret holds. Never shown. */
sealed interface Credentials {

  /**
   * Names the credentials among those of all accounts.
   *
   * @param iam the identity service that knows them
   */
  CredentialKey key(HttpUrl iam);

  /** A token that somebody else obtained; it belongs to one project. */
  record Token(String token) implements Credentials {
    @Override
    public CredentialKey key(HttpUrl iam) {
      var digest = sha256(token);
      return new CredentialKey(new CredentialKey.Id(iam, "token/" + digest, false), digest);
    }

    @Override
    public String toString() {
      return "a token";
    }
  }

  /** An IAM user with a password. */
  record Password(PasswordLogin login) implements Credentials {
    @Override
    public CredentialKey key(HttpUrl iam) {
      var name = "user/" + sha256(login.domainName()) + "/" + login.userName();
      return new CredentialKey(new CredentialKey.Id(iam, name, true), sha256(login.password()));
    }
  }

  /** An access key, permanent or temporary. */
  record Key(AccessKey key) implements Credentials {
    @Override
    public CredentialKey key(HttpUrl iam) {
      var token = Objects.requireNonNullElse(key.securityToken(), "");
      return new CredentialKey(
          new CredentialKey.Id(iam, "key/" + key.accessKey(), true),
          sha256(key.secretKey() + "\n" + token));
    }
  }

  /**
   * Reads the keys of a Secret.
   *
   * @param secret its name, for messages
   * @throws UnusableInputsException unless there is exactly one complete set of keys; names keys,
   *     never values
   */
  static Credentials of(String secret, Map<String, String> keys) throws UnusableInputsException {
    var set = KeySet.of(secret, keys);
    if (set.equals(KeySet.TOKEN)) {
      return token(secret, value(keys, "token"));
    }
    return set.equals(KeySet.PASSWORD) ? password(keys) : accessKey(secret, keys);
  }

  private static Credentials token(String secret, String token) throws UnusableInputsException {
    try {
      var unused = new TokenAuthenticator(token);
      return new Token(token);
    } catch (IllegalArgumentException e) {
      throw KeySet.invalid(
          "Secret %s: the token contains invalid characters (line break or quotes?)."
              .formatted(secret));
    }
  }

  private static Credentials password(Map<String, String> keys) {
    return new Password(
        new PasswordLogin(
            value(keys, "userName"), value(keys, "password"), value(keys, "domainName")));
  }

  private static Credentials accessKey(String secret, Map<String, String> keys)
      throws UnusableInputsException {
    var securityToken = value(keys, "securityToken");
    try {
      return new Key(
          new AccessKey(
              value(keys, "accessKey"),
              value(keys, "secretKey"),
              securityToken.isEmpty() ? null : securityToken));
    } catch (IllegalArgumentException e) {
      throw KeySet.invalid("Secret %s: %s.".formatted(secret, e.getMessage()));
    }
  }

  private static String sha256(String text) {
    return ByteString.encodeUtf8(text).sha256().hex();
  }
}
