package io.vpcep.emulator;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as a client does, for paths without special characters and queries that are
 * encoded already. What a client sends without signing it, such as {@code X-Security-Token}, is
 * added to the returned request.
 */
public record RequestSigner(String accessKey, String secretKey) {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SCOPE = "/eu-de/vpcep/sdk_request";

  /** In the form of the API Request Signing Guide: host and date are signed. */
  public HttpRequest.Builder sign(String method, String url, String body, Instant now) {
    return sign(method, url, body, Map.of("host", URI.create(url).getAuthority()), now);
  }

  /** The same with these headers and the date signed. */
  public HttpRequest.Builder sign(
      String method, String url, String body, Map<String, String> headers, Instant now) {
    Map<String, String> signed = dated(headers, now);
    String hash = sha256(canonical(method, URI.create(url), body, signed));
    String text = "SDK-HMAC-SHA256\n" + DATE.format(now) + "\n" + hash;
    return request(method, url, body, signed, "Access=" + accessKey, hmac(bytes(secretKey), text));
  }

  /** In the scoped form of Open Telekom Cloud's Go client: host and date are signed. */
  public HttpRequest.Builder signScoped(String method, String url, String body, Instant now) {
    return signScoped(method, url, body, Map.of(), SCOPE, now);
  }

  /**
   * The same with these headers, host and date signed.
   *
   * @param scope what follows the date of the scope
   */
  public HttpRequest.Builder signScoped(
      String method,
      String url,
      String body,
      Map<String, String> headers,
      String scope,
      Instant now) {
    SortedMap<String, String> signed = dated(headers, now);
    signed.put("host", URI.create(url).getAuthority());
    String date = DATE.format(now);
    String dated = date.substring(0, 8) + scope;
    byte[] key = bytes("SDK" + secretKey);
    for (String part : List.of(dated.split("/"))) {
      key = HexFormat.of().parseHex(hmac(key, part));
    }
    String hash = sha256(canonical(method, URI.create(url), body, signed));
    String signature = hmac(key, "SDK-HMAC-SHA256\n" + date + "\n" + dated + "\n" + hash);
    return request(method, url, body, signed, "Credential=" + accessKey + "/" + dated, signature);
  }

  /** In the order in which they are signed. */
  private static SortedMap<String, String> dated(Map<String, String> headers, Instant now) {
    SortedMap<String, String> signed = new TreeMap<>();
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
    signed.put("x-sdk-date", DATE.format(now));
    return signed;
  }

  private static HttpRequest.Builder request(
      String method,
      String url,
      String body,
      Map<String, String> signed,
      String who,
      String signature) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, BodyPublishers.ofString(body))
            .header(
                "Authorization",
                "SDK-HMAC-SHA256 %s, SignedHeaders=%s, Signature=%s"
                    .formatted(who, String.join(";", signed.keySet()), signature));
    signed.forEach(
        (name, value) -> {
          if (!name.equals("host")) { // which the JDK's client sets
            request.header(name, value);
          }
        });
    return request;
  }

  private static String canonical(String method, URI url, String body, Map<String, String> signed) {
    String path = url.getRawPath();
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    String headers =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(joining());
    return String.join(
        "\n",
        method,
        path.endsWith("/") ? path : path + "/",
        Stream.of(query.split("&")).sorted().collect(joining("&")),
        headers,
        String.join(";", signed.keySet()),
        sha256(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
