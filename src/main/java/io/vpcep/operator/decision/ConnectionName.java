package io.vpcep.operator.decision;

import static java.util.Locale.ROOT;

import java.util.regex.Pattern;
import okio.ByteString;

/** How a VpcEndpointConnection is named that the operator makes or exports. */
public final class ConnectionName {

  /** The longest prefix: a name has at most 253 characters, and an endpoint ID at most 64. */
  public static final int MAX_PREFIX = 150;

  /** What a prefix looks like: with an endpoint ID behind it, it makes a valid name. */
  public static final String PREFIX = "^[a-z0-9][a-z0-9-]*$";

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NOT_IN_LABEL = Pattern.compile("[^a-z0-9]+");
  private static final int CLEANED = 40;
  private static final int DIGITS = 10;

  private ConnectionName() {}

  /**
   * The name: the prefix and the endpoint ID in lower case. An ID that is no DNS label even so is
   * replaced by what of it can stand in a name, and by a part of its SHA-256.
   *
   * @param prefix like {@link #PREFIX}, or empty
   */
  public static String of(String prefix, String endpointId) {
    var id = endpointId.toLowerCase(ROOT);
    return prefix + (LABEL.matcher(id).matches() ? id : cleaned(id) + digest(endpointId));
  }

  private static String cleaned(String id) {
    var words = NOT_IN_LABEL.matcher(id).replaceAll("-").replaceFirst("^-", "");
    return words.substring(0, Math.min(words.length(), CLEANED)).replaceFirst("([^-])$", "$1-");
  }

  /** Ten digits that tell a text which is cut or cleaned from others. */
  public static String digest(String text) {
    return ByteString.encodeUtf8(text).sha256().hex().substring(0, DIGITS);
  }
}
