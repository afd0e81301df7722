package io.vpcep.emulator.conformance;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Credentials in environment variables. An empty variable counts as absent.
 *
 * @param variables by name
 */
record CloudEnvironment(Map<String, String> variables) {

  /** What a header can carry, without spaces. */
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

  /** The token, if there is one. */
  Optional<String> token() throws BadUsageException {
    return value("CLOUD_TOKEN");
  }

  /** The token, or else the access key. */
  Authenticator authenticator() throws BadUsageException {
    Optional<String> token = token();
    if (token.isPresent()) {
      return Authenticator.token(token.get());
    }
    Optional<String> accessKey = value("CLOUD_ACCESS_KEY");
    Optional<String> secretKey = value("CLOUD_SECRET_KEY");
    if (accessKey.isEmpty() || secretKey.isEmpty()) {
      throw new BadUsageException("no credentials: see --help");
    }
    return new AccessKeySigner(
        accessKey.get(),
        secretKey.get(),
        value("CLOUD_SECURITY_TOKEN").orElse(null),
        InstantSource.system());
  }

  /** Without the line break that a shell or an editor leaves at the end. */
  private Optional<String> value(String name) throws BadUsageException {
    String value = variables.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!PRINTABLE.matcher(value).matches()) {
      throw new BadUsageException(name + " has characters that are not allowed in a header");
    }
    return Optional.of(value);
  }
}
