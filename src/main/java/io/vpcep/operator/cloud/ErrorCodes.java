package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The error codes that say more than the HTTP status they come with, because the services use the
 * statuses freely: too many requests may be a 400, and so may an internal error. A code that is not
 * named here is judged by its status. Whichever API a code comes from, it means the same: services
 * call each other, and may pass on what they were answered.
 */
public final class ErrorCodes {

  /** No codes. */
  public static final ErrorCodes NONE = new ErrorCodes(Map.of());

  private final Map<String, ErrorClassification> byCode;

  private ErrorCodes(Map<String, ErrorClassification> byCode) {
    this.byCode = Map.copyOf(byCode);
  }

  /** These codes, and further ones that say enough by themselves. */
  public ErrorCodes with(Reason reason, String... codes) {
    return withHint(reason, "", codes);
  }

  /**
   * These codes, and further ones.
   *
   * @param hint how it is to be mended, where the cloud's own sentence does not say so; {@code %s}
   *     is the cloud's name
   * @param codes as the documents spell them; those of the gateway {@code APIG}
   * @throws IllegalArgumentException if one of them is there already
   */
  public ErrorCodes withHint(Reason reason, String hint, String... codes) {
    var further = new HashMap<String, ErrorClassification>();
    for (var code : codes) {
      further.put(comparable(code), new ErrorClassification(reason, hint));
    }
    return and(new ErrorCodes(further));
  }

  /**
   * These codes and others.
   *
   * @throws IllegalArgumentException if a code is in both
   */
  public ErrorCodes and(ErrorCodes others) {
    var all = new HashMap<>(byCode);
    others.byCode.forEach(
        (code, meaning) -> {
          if (all.put(code, meaning) != null) {
            throw new IllegalArgumentException(code + " has two meanings");
          }
        });
    return new ErrorCodes(all);
  }

  /** What a code means, however the cloud spells it; null for one that is not known. */
  @Nullable ErrorClassification classify(String code, String cloud) {
    var known = byCode.get(comparable(code));
    return known == null
        ? null
        : new ErrorClassification(known.reason(), known.hint().formatted(cloud));
  }

  /** The codes as they are compared. */
  Set<String> codes() {
    return byCode.keySet();
  }

  /**
   * A code as it is compared: upper case, because {@code EndPoint} and {@code Endpoint} both occur,
   * and the gateway always {@code APIG}, because it calls itself {@code APIGW} too.
   */
  static String comparable(String code) {
    return code.toUpperCase(Locale.ROOT).replaceFirst("^APIGW\\.", "APIG.");
  }
}
