package io.vpcep.operator.emulator.iam;

import static java.util.Comparator.comparing;

import io.vpcep.operator.emulator.http.EmulatedRequest;
import io.vpcep.operator.emulator.http.QueryString;
import io.vpcep.operator.emulator.http.QueryString.Parameter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request in the form that is hashed and signed ("API Request Signing Guide", Huawei Cloud),
 * rebuilt from what arrived and from the names of the headers that the client says it signed.
 *
 * @param query the canonical query; may be empty
 * @param payloadHash what stands for the body
 */
record CanonicalRequest(
    EmulatedRequest request, List<String> signedHeaders, String query, String payloadHash) {

  private static final String PAYLOAD_HASH = "X-Sdk-Content-Sha256";

  /** As the guide has it. */
  static CanonicalRequest of(EmulatedRequest request, List<String> signedHeaders) {
    String given = request.headers().getFirst(PAYLOAD_HASH);
    return new CanonicalRequest(
        request,
        signedHeaders,
        query(request),
        given == null ? Digests.sha256(request.payload().bytes()) : given.strip());
  }

  /**
   * As Open Telekom Cloud's Go client has it for a POST without a body: the query is hashed in the
   * place of the body, in the encoding of forms, and the canonical query is empty.
   */
  static CanonicalRequest ofQueryAsPayload(EmulatedRequest request, List<String> signedHeaders) {
    String form = query(request).replace("%20", "+");
    return new CanonicalRequest(request, signedHeaders, "", Digests.sha256(form));
  }

  /** All of it, lines parted by newlines. */
  String text() {
    return String.join(
        "\n",
        request.method(),
        path(request.uri().getRawPath()),
        query,
        signedHeaders.stream().map(this::headerLine).collect(Collectors.joining()),
        String.join(";", signedHeaders),
        payloadHash);
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
        .map(parameter -> encoded(parameter.name()) + "=" + encoded(parameter.value()))
        .collect(Collectors.joining("&"));
  }

  /** All but letters, digits and {@code - _ . ~} as percent signs and upper-case digits. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private String headerLine(String name) {
    List<String> values = request.headers().getOrDefault(name, List.of());
    // the server reads headers as ISO 8859-1, while clients send and sign UTF-8
    byte[] bytes = String.join(",", values).strip().getBytes(StandardCharsets.ISO_8859_1);
    return name + ":" + new String(bytes, StandardCharsets.UTF_8) + "\n";
  }
}
