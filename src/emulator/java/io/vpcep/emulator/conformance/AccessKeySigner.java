package io.vpcep.emulator.conformance;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs with an access key, as in the API Request Signing Guide of Huawei Cloud. The suite's paths
 * and queries need no encoding.
 */
final class AccessKeySigner implements Authenticator {

  private static final String ALGORITHM = "SDK-HMAC-SHA256";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String accessKey;
  private final String secretKey;
  private final @Nullable String securityToken;
  private final InstantSource clock;

  AccessKeySigner(
      String accessKey, String secretKey, @Nullable String securityToken, InstantSource clock) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.securityToken = securityToken;
    this.clock = clock;
  }

  @Override
  public Map<String, String> headers(String method, URI url, String body) {
    String date = DATE.format(clock.instant());
    String names = "host;x-sdk-date";
    String canonical =
        String.join(
            "\n",
            method,
            url.getRawPath().endsWith("/") ? url.getRawPath() : url.getRawPath() + "/",
            query(url),
            "host:" + url.getAuthority(),
            "x-sdk-date:" + date + "\n",
            names,
            sha256(body));
    String signature = hmac(ALGORITHM + "\n" + date + "\n" + sha256(canonical));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Sdk-Date", date);
    headers.put(
        "Authorization",
        "%s Access=%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, accessKey, names, signature));
    if (securityToken != null) {
      headers.put("X-Security-Token", securityToken);
    }
    return headers;
  }

  private static String query(URI url) {
    return url.getRawQuery() == null
        ? ""
        : Arrays.stream(url.getRawQuery().split("&", -1)).sorted().collect(Collectors.joining("&"));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(secretKey), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
