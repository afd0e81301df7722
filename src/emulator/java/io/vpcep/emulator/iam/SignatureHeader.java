package io.vpcep.emulator.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Authorization} header of a signed request, in one of two forms: {@code Access=<AK>} of
 * the API Request Signing Guide, or the scoped {@code
 * Credential=<AK>/<date>/<region>/<service>/sdk_request} of Open Telekom Cloud's Go client.
 *
 * @param accessKey the access key's ID
 * @param scope null for the form without one
 * @param signedHeaders lower-case names, sorted
 * @param signature hexadecimal digits
 */
record SignatureHeader(
    String accessKey, @Nullable Scope scope, List<String> signedHeaders, String signature) {

  static final String ALGORITHM = "SDK-HMAC-SHA256";

  private static final Pattern SCOPED =
      Pattern.compile("([^/]+)/([0-9]{8})/([^/]*)/([^/]*)/" + Scope.END);

  /**
   * What a scoped signature is good for. Open Telekom Cloud's Go client leaves region and service
   * empty.
   *
   * @param date as {@code 20191115}
   * @param region may be empty
   * @param service may be empty
   */
  record Scope(String date, String region, String service) {

    static final String END = "sdk_request";

    /** As a line of the string to sign. */
    String line() {
      return String.join("/", date, region, service, END);
    }
  }

  /** Empty for a header of another algorithm or form. */
  static Optional<SignatureHeader> parse(String header) {
    if (!header.startsWith(ALGORITHM + " ")) {
      return Optional.empty();
    }
    Map<String, String> parts = parts(header.substring(ALGORITHM.length()));
    String headers = parts.get("SignedHeaders");
    String signature = parts.get("Signature");
    if (headers == null || signature == null) {
      return Optional.empty();
    }
    String access = parts.get("Access");
    return access == null
        ? scoped(parts.getOrDefault("Credential", ""), names(headers), signature)
        : Optional.of(new SignatureHeader(access, null, names(headers), signature));
  }

  private static Optional<SignatureHeader> scoped(
      String credential, List<String> signedHeaders, String signature) {
    Matcher parts = SCOPED.matcher(credential);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Scope scope = new Scope(parts.group(2), parts.group(3), parts.group(4));
    return Optional.of(new SignatureHeader(parts.group(1), scope, signedHeaders, signature));
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return parts;
  }

  private static List<String> names(String joined) {
    return Stream.of(joined.split(";", -1))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }
}
