package io.vpcep.emulator;

import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.iam.IamData;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.iam.User;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who is let in, as a line of the log. The emulator's well-known credentials are shown with their
 * secrets, which the documentation has anyway; those of a data file are named without theirs.
 */
final class KnownCredentials {

  private KnownCredentials() {}

  static String of(IdentityStore identity) {
    return "tokens %s; IAM users %s; access keys %s"
        .formatted(
            joined(identity.fixedTokens(), KnownCredentials::shown),
            joined(identity.users(), KnownCredentials::shown),
            joined(identity.accessKeys().all(), KnownCredentials::shown));
  }

  private static String shown(String token) {
    return IamData.DEFAULT.tokens().contains(token) ? token : "of the data file";
  }

  private static String shown(User user) {
    return "%s with password %s"
        .formatted(
            user, IamData.DEFAULT.users().contains(user) ? user.password() : "of the data file");
  }

  private static String shown(AccessKey key) {
    return "%s with secret key %s"
        .formatted(
            key, IamData.DEFAULT.accessKeys().contains(key) ? key.secretKey() : "of the data file");
  }

  private static <T> String joined(Collection<T> items, Function<T, String> shown) {
    return items.isEmpty()
        ? "none"
        : items.stream().map(shown).distinct().sorted().collect(Collectors.joining(", "));
  }
}
