package io.vpcep.operator.cloud.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A request as {@code SDK-HMAC-SHA256} sees it, after "AK/SK Signing and Authentication Algorithm"
 * of Huawei Cloud's API Request Signing Guide. Pure: the same request and key have the same
 * signature.
 *
 * @param method in upper case
 * @param url what will be asked for; its path and query count
 * @param headers those that are signed, {@code x-sdk-date} among them: names in lower case, values
 *     without white space around them
 * @param body as it will be written; empty where there is none
 */
record CanonicalRequest(
    String method, HttpUrl url, SortedMap<String, String> headers, ByteString body) {

  private static final String ALGORITHM = "SDK-HMAC-SHA256";

  /** The value of the header {@code Authorization}. */
  String authorization(AccessKey key) {
    return "%s Access=%s, SignedHeaders=%s, Signature=%s"
        .formatted(ALGORITHM, key.accessKey(), signedHeaders(), signature(key.secretKey()));
  }

  String signature(String secretKey) {
    return ByteString.encodeUtf8(stringToSign()).hmacSha256(ByteString.encodeUtf8(secretKey)).hex();
  }

  String stringToSign() {
    String date = Objects.requireNonNull(headers.get("x-sdk-date"), "the date is always signed");
    return String.join("\n", ALGORITHM, date, ByteString.encodeUtf8(canonical()).sha256().hex());
  }

  String canonical() {
    return String.join(
        "\n",
        method,
        canonicalPath(),
        canonicalQuery(),
        canonicalHeaders(),
        signedHeaders(),
        body.sha256().hex());
  }

  /** Every character but the unreserved ones encoded; for signing it ends with a slash. */
  private String canonicalPath() {
    String path =
        url.pathSegments().stream().map(CanonicalRequest::encoded).collect(joining("/", "/", ""));
    return path.endsWith("/") ? path : path + "/";
  }

  /** Sorted by encoded name; what has the same name keeps its order. */
  String canonicalQuery() {
    return IntStream.range(0, url.querySize())
        .filter(i -> !isNothing(i))
        .mapToObj(i -> Map.entry(name(i), value(i)))
        .sorted(Map.Entry.comparingByKey())
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(joining("&"));
  }

  /** Between two {@code &}, or behind the {@code ?} of an empty query, there is no parameter. */
  private boolean isNothing(int i) {
    return name(i).isEmpty() && url.queryParameterValue(i) == null;
  }

  private String name(int i) {
    return encoded(url.queryParameterName(i));
  }

  private String value(int i) {
    return encoded(url.queryParameterValue(i));
  }

  private String canonicalHeaders() {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
        .collect(joining());
  }

  private String signedHeaders() {
    return String.join(";", headers.keySet());
  }

  /** As RFC 3986 has it; {@link URLEncoder} follows the rules of HTML forms. */
  private static String encoded(@Nullable String text) {
    return text == null
        ? ""
        : URLEncoder.encode(text, UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A")
            .replace("%7E", "~");
  }

  /** Without headers and body, which hold secrets. */
  @Override
  public String toString() {
    return method + " " + url;
  }
}
