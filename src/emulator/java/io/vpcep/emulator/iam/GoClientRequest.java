package io.vpcep.emulator.iam;

import static java.util.Comparator.comparing;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.QueryString;
import io.vpcep.emulator.http.QueryString.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request in the form that Open Telekom Cloud's Go client (gophertelekomcloud) signs. No document
 * confirms it; it follows that client's code, which the gateway has to take. Unlike the guide, it
 *
 * <ul>
 *   <li>sorts the query by encoded names, whatever their case, and takes of a repeated name only
 *       the first value;
 *   <li>takes of a repeated header only the first value, and one space for each run of white space;
 *   <li>hashes the query in the place of the body of a POST that has none, and leaves the canonical
 *       query empty.
 * </ul>
 */
final class GoClientRequest {

  private static final Pattern WHITE_SPACE = Pattern.compile("[\\t\\n\\f\\r ]+");

  private GoClientRequest() {}

  /** What it may have signed: whether a POST had an empty body or none at all does not show. */
  static Stream<CanonicalRequest> candidates(EmulatedRequest request, List<String> signedHeaders) {
    Map<String, String> headers =
        CanonicalRequest.headers(request, signedHeaders, GoClientRequest::headerValue);
    CanonicalRequest usual = canonical(request, query(request), headers, request.payload().bytes());
    boolean maybeNoBody = request.method().equals("POST") && request.payload().size() == 0;
    return maybeNoBody
        ? Stream.of(usual, canonical(request, "", headers, form(request)))
        : Stream.of(usual);
  }

  private static CanonicalRequest canonical(
      EmulatedRequest request, String query, Map<String, String> headers, byte[] payload) {
    return new CanonicalRequest(
        request, query, headers, CanonicalRequest.payloadHash(request, payload));
  }

  private static String query(EmulatedRequest request) {
    return request.query().entrySet().stream()
        .map(parameter -> new Parameter(parameter.getKey(), parameter.getValue()))
        .sorted(comparing(GoClientRequest::sortKey))
        .map(CanonicalRequest::encoded)
        .collect(Collectors.joining("&"));
  }

  private static String sortKey(Parameter parameter) {
    return CanonicalRequest.encoded(parameter.name()).toLowerCase(Locale.ROOT);
  }

  /** The query in the encoding of forms: by name, values of one name in the order of the URL. */
  private static byte[] form(EmulatedRequest request) {
    return QueryString.parameters(request.uri().getRawQuery()).stream()
        .sorted(comparing(Parameter::name))
        .map(CanonicalRequest::encoded)
        .collect(Collectors.joining("&"))
        .replace("%20", "+")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String headerValue(List<String> values) {
    return values.isEmpty() ? "" : WHITE_SPACE.matcher(values.get(0)).replaceAll(" ");
  }
}
