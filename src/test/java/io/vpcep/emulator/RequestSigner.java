package io.vpcep.emulator;

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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as a client does, for paths without special characters and queries that are sorted
 * and encoded already. Only host and date are signed: what else a client sends, such as {@code
 * X-Security-Token}, is added to the returned request.
 */
public record RequestSigner(String accessKey, String secretKey) {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SCOPE = "/eu-de/vpcep/sdk_request";

  /** In the form of the API Request Signing Guide. */
  public HttpRequest.Builder sign(String method, String url, String body, Instant now) {
    String date = DATE.format(now);
    String hash = sha256(canonical(method, URI.create(url), body, date));
    String signature = hmac(bytes(secretKey), "SDK-HMAC-SHA256\n" + date + "\n" + hash);
    return request(method, url, body, date, "Access=" + accessKey, signature);
  }

  /** In the scoped form of Open Telekom Cloud's Go client. */
  public HttpRequest.Builder signScoped(String method, String url, String body, Instant now) {
    String date = DATE.format(now);
    String scope = date.substring(0, 8) + SCOPE;
    byte[] key = bytes("SDK" + secretKey);
    for (String part : List.of(scope.split("/"))) {
      key = HexFormat.of().parseHex(hmac(key, part));
    }
    String hash = sha256(canonical(method, URI.create(url), body, date));
    String signature = hmac(key, "SDK-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hash);
    return request(method, url, body, date, "Credential=" + accessKey + "/" + scope, signature);
  }

  private static HttpRequest.Builder request(
      String method, String url, String body, String date, String who, String signature) {
    return HttpRequest.newBuilder(URI.create(url))
        .method(method, BodyPublishers.ofString(body))
        .header("X-Sdk-Date", date)
        .header(
            "Authorization",
            "SDK-HMAC-SHA256 %s, SignedHeaders=host;x-sdk-date, Signature=%s"
                .formatted(who, signature));
  }

  private static String canonical(String method, URI url, String body, String date) {
    String path = url.getRawPath();
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    return String.join(
        "\n",
        method,
        path.endsWith("/") ? path : path + "/",
        query,
        "host:" + url.getAuthority(),
        "x-sdk-date:" + date + "\n",
        "host;x-sdk-date",
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
