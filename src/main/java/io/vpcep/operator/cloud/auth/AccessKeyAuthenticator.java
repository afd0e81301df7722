package io.vpcep.operator.cloud.auth;

import io.vpcep.operator.cloud.ApiUrl;
import io.vpcep.operator.cloud.OneShotBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Proves who asks with a signature. It holds for 15 minutes around the time of signing, so that a
 * request is to be signed when it is about to be sent, and nothing signed may change afterwards. Of
 * the two forms of the header {@code Authorization} this is the one of the documents, also of those
 * of Open Telekom Cloud; what its Go client sends instead, with a scope, is taken there too.
 *
 * <p>Signed are the host and the {@code X-} headers, which say who asks for what. The documents
 * require the date alone; the vendor's Java SDK signs every header but {@code Content-Type} and
 * those with an underscore. What a proxy may rewrite on the way, such as {@code Accept} or {@code
 * User-Agent}, is better not signed: a few wrong signatures lock the key. The body is always
 * signed, while that SDK declares other bodies than JSON unsigned.
 */
public final class AccessKeyAuthenticator implements Authenticator {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AccessKey key;
  private final @Nullable String projectId;
  private final Clock clock;

  /**
   * @param projectId whose resources are asked for; null for calls that need none, as to find it
   * @param clock to be within 15 minutes of the cloud's
   * @throws IllegalArgumentException when no header can carry the project ID
   */
  public AccessKeyAuthenticator(AccessKey key, @Nullable String projectId, Clock clock) {
    this.key = key;
    this.projectId = projectId == null ? null : HeaderText.of(projectId, "a project ID");
    this.clock = clock;
  }

  /**
   * The request with its signature; with the query written as it was signed, because a gateway may
   * compare that; and with the bytes of its body that were signed, so that a body that can be
   * written only once still is.
   *
   * @throws UncheckedIOException when the body cannot be read
   */
  @Override
  public Request authenticate(Request request) {
    Request unsigned = withHeaders(request);
    ByteString content = content(unsigned.body());
    CanonicalRequest signable =
        new CanonicalRequest(unsigned.method(), unsigned.url(), signedHeaders(unsigned), content);
    return unsigned
        .newBuilder()
        .url(withQuery(unsigned.url(), signable.canonicalQuery()))
        .method(unsigned.method(), withContent(unsigned.body(), content))
        .header("Authorization", signable.authorization(key))
        .build();
  }

  private Request withHeaders(Request request) {
    Request.Builder unsigned =
        request.newBuilder().header("X-Sdk-Date", DATE.format(clock.instant()));
    if (projectId != null) {
      unsigned.header("X-Project-Id", projectId);
    }
    if (key.securityToken() != null) {
      unsigned.header("X-Security-Token", key.securityToken());
    }
    return unsigned.build();
  }

  private static SortedMap<String, String> signedHeaders(Request request) {
    Headers headers = request.headers();
    SortedMap<String, String> signed = new TreeMap<>();
    for (String name : headers.names()) {
      String canonical = name.toLowerCase(Locale.ROOT);
      if (isSigned(canonical)) {
        signed.put(canonical, String.join(",", headers.values(name)));
      }
    }
    String host = request.header("Host");
    signed.put("host", host == null ? ApiUrl.server(request.url()) : host);
    return signed;
  }

  /** Many servers drop a header with an underscore before anyone could verify it. */
  private static boolean isSigned(String name) {
    return name.startsWith("x-") && !name.contains("_");
  }

  private static HttpUrl withQuery(HttpUrl url, String query) {
    return url.newBuilder().encodedQuery(query.isEmpty() ? null : query).build();
  }

  private static @Nullable RequestBody withContent(@Nullable RequestBody body, ByteString content) {
    if (body == null) {
      return null;
    }
    var signed = RequestBody.create(content, body.contentType());
    return body.isOneShot() ? new OneShotBody(signed) : signed;
  }

  private static ByteString content(@Nullable RequestBody body) {
    Buffer buffer = new Buffer();
    try {
      if (body != null) {
        body.writeTo(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.readByteString();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
