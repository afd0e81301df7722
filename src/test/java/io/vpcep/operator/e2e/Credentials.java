package io.vpcep.operator.e2e;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The keys of Secrets, and what the emulator accepts from its start. */
final class Credentials {

  static final String TOKEN = "emulator-token";

  static final Map<String, String> ACCESS_KEY =
      Map.of("accessKey", "emulator-access-key", "secretKey", "emulator-secret-key");

  static final Map<String, String> PASSWORD = login("emulator", "emulator-password", "emulator");

  private static final Set<String> SECRET_KEYS =
      Set.of("token", "password", "secretKey", "securityToken");

  private Credentials() {}

  /** The keys for a user of the identity service. */
  static Map<String, String> login(String user, String password, String domain) {
    return Map.of("userName", user, "password", password, "domainName", domain);
  }

  /** Those values that nobody may see. */
  static Collection<String> secretsIn(Map<String, String> keys) {
    return keys.entrySet().stream()
        .filter(key -> SECRET_KEYS.contains(key.getKey()))
        .map(Map.Entry::getValue)
        .map(String::strip)
        .toList();
  }
}
