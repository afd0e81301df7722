package io.vpcep.operator.cloud.auth;

import static java.util.stream.Collectors.joining;

import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One request, as our HTTP library and as the vendor's SDK build it from the same parts. */
final class RandomRequest {

  private static final MediaType JSON = MediaType.get("application/json");

  private static final List<String> HOSTS =
      List.of("vpcep.eu-de.otc.t-systems.com", "localhost", "127.0.0.1", "::1");

  private static final String UNRESERVED = "azAZ09-._~";
  private static final String RESERVED = ":@!$&'()*+,;= %\"<>[]\\^`{|}";
  private static final String UNICODE = "äß€一\u0301\ud83d\ude00";

  private final Random random;
  private final HttpMethod method;
  private final String host;
  private final int port;
  private final List<String> segments = new ArrayList<>();
  private final List<Map.Entry<String, String>> query = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final @Nullable String body;

  RandomRequest(long seed) {
    random = new Random(seed);
    method = oneOf(List.of("GET", "POST", "PUT", "DELETE", "PATCH"), HttpMethod::valueOf);
    host = oneOf(HOSTS, name -> name);
    port = random.nextBoolean() ? 80 : 1 + random.nextInt(65535);
    addSegments();
    addParameters();
    headers.put("X-Language", "en-us");
    headers.put("X-Trace_Id", "not signed by anyone");
    if (random.nextBoolean()) {
      headers.put("X-Trace", "a, b;\tc  d");
    }
    body = method == HttpMethod.GET ? null : json();
  }

  Request ours() {
    Request.Builder request = new Request.Builder().url(url());
    headers.forEach(request::header);
    return request
        .header("Accept", "application/json")
        .method(
            method.name(),
            body == null ? null : RequestBody.create(ByteString.encodeUtf8(body), JSON))
        .build();
  }

  /** What the vendor's SDK would send, with these headers too. */
  HttpRequest vendors(Map<String, String> proof) {
    HttpRequest.HttpRequestBuilder request =
        HttpRequest.newBuilder()
            .withEndpoint("http://localhost")
            .withMethod(method)
            .withBodyAsString(body)
            .addHeaders(headers)
            .addHeaders(proof);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    query.forEach(
        parameter ->
            parameters
                .computeIfAbsent(parameter.getKey(), name -> new ArrayList<>())
                .add(parameter.getValue()));
    parameters.forEach(request::addQueryParam);
    return withVendorsUrl(request.build());
  }

  @Override
  public String toString() {
    return method + " " + url();
  }

  private HttpUrl url() {
    HttpUrl.Builder url =
        new HttpUrl.Builder()
            .scheme("http")
            .host(host)
            .port(port)
            .encodedPath(
                segments.stream().map(RandomRequest::escaped).collect(joining("/", "/", "")));
    query.forEach(
        parameter ->
            url.addQueryParameter(
                parameter.getKey(),
                parameter.getValue().isEmpty() && !parameter.getKey().isEmpty()
                    ? null
                    : parameter.getValue()));
    return url.build();
  }

  /**
   * No question mark and no number sign, which the SDK takes for the path's end; no slash within a
   * segment; and an empty segment at the end only behind another, because the SDK signs {@code
   * /a//} as {@code /a/}.
   */
  private void addSegments() {
    for (int i = random.nextInt(6); i > 0; i--) {
      segments.add(random.nextInt(5) == 0 ? "" : text() + "x");
    }
    segments.add(text() + "x");
    if (random.nextInt(4) == 0) {
      segments.add("");
    }
  }

  private void addParameters() {
    for (int i = random.nextInt(7); i > 0; i--) {
      boolean again = random.nextInt(3) == 0 && !query.isEmpty();
      String name = again ? oneOf(query, Map.Entry::getKey) : text("/?#");
      query.add(Map.entry(name, text("/?#")));
    }
  }

  private String json() {
    return random.nextInt(4) == 0 ? "" : "{\n  \"%s\" : \"ü\"\n}\n".formatted(random.nextInt());
  }

  private String text() {
    return text("");
  }

  private String text(String more) {
    int[] alphabet = (UNRESERVED + RESERVED + UNICODE + more).codePoints().toArray();
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "%41" : "");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  private <T, R> R oneOf(List<T> choices, Function<T, R> found) {
    return found.apply(choices.get(random.nextInt(choices.size())));
  }

  /** Every byte, or as little as a URL needs; as the length has it. */
  private static String escaped(String segment) {
    return segment.length() % 2 == 0
        ? ByteString.encodeUtf8(segment).hex().replaceAll("(..)", "%$1")
        : segment.replace("%", "%25").replace("\\", "%5C");
  }

  /**
   * The SDK's own URL has the names of parameters as they are, and it signs those too, beside the
   * encoded ones, so that no gateway could verify a name that needs encoding. Without a query in
   * the URL it signs the parameters alone. Its path is the decoded one: the SDK encodes it when it
   * signs.
   */
  private HttpRequest withVendorsUrl(HttpRequest request) {
    return (HttpRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpRequest.class},
            (proxy, asked, arguments) ->
                asked.getName().equals("getUrl")
                    ? new URL(
                        "http", host, port == 80 ? -1 : port, "/" + String.join("/", segments))
                    : asked.invoke(request, arguments));
  }
}
