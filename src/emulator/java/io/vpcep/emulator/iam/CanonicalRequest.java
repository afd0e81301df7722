package io.vpcep.emulator.iam;

import static java.util.Comparator.comparing;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.QueryString;
import io.vpcep.emulator.http.QueryString.Parameter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A request in the form that is hashed and signed ("API Request Signing Guide", Huawei Cloud),
 * rebuilt from what arrived and from the names of the headers that the client says it signed.
 *
 * @param query the canonical query; may be empty
 * @param headers the canonical values of the signed headers, in the order of their names
 * @param payloadHash what stands for the body
 */
record CanonicalRequest(
    EmulatedRequest request, String query, Map<String, String> headers, String payloadHash) {

  private static final String PAYLOAD_HASH = "X-Sdk-Content-Sha256";

  /** As the guide has it. */
  static CanonicalRequest of(EmulatedRequest request, List<String> signedHeaders) {
    return new CanonicalRequest(
        request,
        query(request),
        headers(request, signedHeaders, values -> String.join(",", values).strip()),
        payloadHash(request, request.payload().bytes()));
  }

  /** All of it, lines parted by newlines. */
  String text() {
    return String.join(
        "\n",
        request.method(),
        path(request.uri().getRawPath()),
        query,
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining()),
        String.join(";", headers.keySet()),
        payloadHash);
  }

  /** The signed headers by name, each value made of all that was sent under that name. */
  static Map<String, String> headers(
      EmulatedRequest request,
      List<String> signedHeaders,
      Function<List<String>, String> canonicalValue) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : signedHeaders) {
      List<String> values = request.headers().getOrDefault(name, List.of());
      headers.put(name, utf8(canonicalValue.apply(values)));
    }
    return headers;
  }

  /** The hash that the client gives, or else that of what it hashes. */
  static String payloadHash(EmulatedRequest request, byte[] payload) {
    String given = request.headers().getFirst(PAYLOAD_HASH);
    return given == null ? Digests.sha256(payload) : given.strip();
  }

  /** All but letters, digits and {@code - _ . ~} as percent signs and upper-case digits. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Name and value, parted by an equals sign. */
  static String encoded(Parameter parameter) {
    return encoded(parameter.name()) + "=" + encoded(parameter.value());
  }

  private static String path(String raw) {
    String encoded =
        Arrays.stream(raw.split("/", -1))
            .map(segment -> encoded(decoded(segment)))
            .collect(Collectors.joining("/"));
    return encoded.endsWith("/") ? encoded : encoded + "/";
  }

  /** In a path, unlike in a query, a plus sign is a plus sign. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * Sorted by name; values of one name too, which the guide leaves open and the vendor's SDKs do.
   */
  private static String query(EmulatedRequest request) {
    return QueryString.parameters(request.uri().getRawQuery()).stream()
        .sorted(comparing(Parameter::name).thenComparing(Parameter::value))
        .map(CanonicalRequest::encoded)
        .collect(Collectors.joining("&"));
  }

  /** The server reads headers as ISO 8859-1, while clients send and sign UTF-8. */
  private static String utf8(String header) {
    return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
