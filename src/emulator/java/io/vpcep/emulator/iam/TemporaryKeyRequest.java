package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of "Obtaining a Temporary AK/SK". Where the documents' table has {@code agency_name},
 * their sample has {@code xrole_name}; and {@code duration_seconds} stands in the method or beside
 * it. All are read.
 *
 * @param token the token that the body brings; empty for none
 * @param domain name or ID of the account whose agency is assumed; null for the caller's account
 * @param life how long the key is valid
 */
record TemporaryKeyRequest(String token, @Nullable String domain, Duration life) {

  private static final int LONGEST_DOMAIN = 64;
  private static final long USUAL_SECONDS = 900;
  private static final long LONGEST_SECONDS = 86_400;

  /** Empty for a body that cannot be taken. */
  static Optional<TemporaryKeyRequest> parse(JsonNode body) {
    JsonNode identity = body.path("auth").path("identity");
    JsonNode methods = identity.path("methods");
    String method = methods.size() == 1 ? methods.path(0).asText() : "";
    JsonNode details = identity.path(method);
    return switch (method) {
      case "token" ->
          life(identity, details)
              .map(life -> new TemporaryKeyRequest(details.path("id").asText(), null, life));
      case "assume_role" ->
          agencyDomain(details)
              .flatMap(
                  domain ->
                      life(identity, details)
                          .map(life -> new TemporaryKeyRequest("", domain, life)));
      default -> Optional.empty();
    };
  }

  /** Empty for one that is shorter than 15 minutes, longer than a day, or no number. */
  private static Optional<Duration> life(JsonNode identity, JsonNode details) {
    String key = "duration_seconds";
    JsonNode seconds = details.has(key) ? details.get(key) : identity.path(key);
    if (seconds.isMissingNode()) {
      return Optional.of(Duration.ofSeconds(USUAL_SECONDS));
    }
    long number = seconds.isIntegralNumber() ? seconds.longValue() : 0;
    boolean good = number >= USUAL_SECONDS && number <= LONGEST_SECONDS;
    return good ? Optional.of(Duration.ofSeconds(number)) : Optional.empty();
  }

  private static Optional<String> agencyDomain(JsonNode details) {
    String domain = details.path("domain_name").asText(details.path("domain_id").asText());
    boolean agency = details.hasNonNull("agency_name") || details.hasNonNull("xrole_name");
    boolean good = !domain.isEmpty() && domain.length() <= LONGEST_DOMAIN;
    return agency && good ? Optional.of(domain) : Optional.empty();
  }
}
