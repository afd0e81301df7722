package io.vpcep.operator.cloud.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.cloud.support.FakeCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessKeyAuthenticatorTest {

  private static final AccessKey PERMANENT = new AccessKey("AK", "SK", null);
  private static final AccessKey TEMPORARY = new AccessKey("AK", "SK", "TOKEN");
  private static final String PROJECT = "0123456789abcdef0123456789abcdef";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.ofHours(8));
  private static final String DATE = "20260102T030405Z";

  @Test
  void signsTheDateAndTheHost() {
    Request request = sign(PERMANENT, null, get("https://example.com/v1/p?b=2&a=1"));

    assertThat(request.header("X-Sdk-Date")).isEqualTo(DATE);
    assertThat(request.header("Authorization"))
        .isEqualTo(
            authorization(
                "GET",
                "https://example.com/v1/p?a=1&b=2",
                Map.of("host", "example.com", "x-sdk-date", DATE),
                ByteString.EMPTY));
    assertThat(request.headers().names()).containsExactlyInAnyOrder("X-Sdk-Date", "Authorization");
  }

  @Test
  void namesTheProjectAndTheSecurityTokenOfATemporaryKeyAndSignsThem() {
    Request request = sign(TEMPORARY, PROJECT, get("https://example.com/"));

    assertThat(request.header("X-Project-Id")).isEqualTo(PROJECT);
    assertThat(request.header("X-Security-Token")).isEqualTo("TOKEN");
    assertThat(request.header("Authorization"))
        .startsWith(
            "SDK-HMAC-SHA256 Access=AK, "
                + "SignedHeaders=host;x-project-id;x-sdk-date;x-security-token, Signature=");
  }

  @Test
  void leavesUnsignedWhatMayChangeOnTheWay() {
    Request request =
        get("https://example.com/")
            .newBuilder()
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("User-Agent", "vpcep-operator/1")
            .header("X-Odd_Name", "x")
            .build();

    Request signed = sign(PERMANENT, null, request);

    assertThat(signed.header("Authorization"))
        .isEqualTo(sign(PERMANENT, null, get("https://example.com/")).header("Authorization"));
    assertThat(signed.headers().names()).containsAll(request.headers().names());
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/, example.com",
    "https://example.com:443/, example.com",
    "http://example.com:443/, example.com:443",
    "https://EXAMPLE.com:8443/, example.com:8443",
    "http://user:word@localhost:9080/, localhost:9080",
    "http://[0:0::1]/, [::1]",
    "http://[::1]:9080/, [::1]:9080",
    "https://bücher.example/, xn--bcher-kva.example",
  })
  void signsTheHostAsItIsSent(String url, String host) {
    assertThat(sign(PERMANENT, null, get(url)).header("Authorization"))
        .isEqualTo(
            authorization("GET", url, Map.of("host", host, "x-sdk-date", DATE), ByteString.EMPTY));
  }

  @Test
  void signsTheHostThatTheRequestNamesItself() {
    Request request =
        get("http://127.0.0.1:9080/").newBuilder().header("Host", "example.com").build();

    assertThat(sign(PERMANENT, null, request).header("Authorization"))
        .isEqualTo(sign(PERMANENT, null, get("http://example.com/")).header("Authorization"));
  }

  @Test
  void signsAgainWithTheTimeOfTheDay() {
    Clock later = Clock.offset(CLOCK, Duration.ofHours(1));
    Request request = get("https://example.com/");

    Request again =
        new AccessKeyAuthenticator(PERMANENT, null, later)
            .authenticate(sign(PERMANENT, null, request));

    assertThat(again.headers("X-Sdk-Date")).containsExactly("20260102T040405Z");
    assertThat(again.headers("Authorization"))
        .containsExactly(
            new AccessKeyAuthenticator(PERMANENT, null, later)
                .authenticate(request)
                .header("Authorization"));
  }

  @Test
  void signsWhatArrives() throws IOException {
    try (FakeCloud cloud = new FakeCloud()) {
      HttpUrl url =
          cloud.url().newBuilder().encodedPath("/v1//a%2Cb ü").encodedQuery("z=ü+1&&a&z=*").build();
      RequestBody body = new WritableOnce("{\"ü\": 1}\n");

      send(sign(TEMPORARY, PROJECT, new Request.Builder().url(url).patch(body).build()));

      FakeCloud.Received received = cloud.onlyRequest();
      assertThat(received.uri()).endsWith("?a=&z=%C3%BC%201&z=%2A");
      assertThat(received.header("Content-type")).isEqualTo("application/json");
      assertThat(received.header("Authorization"))
          .isEqualTo(
              authorization(
                  received.method(),
                  "http://" + received.header("Host") + received.uri(),
                  Map.of(
                      "host",
                      received.header("Host"),
                      "x-project-id",
                      received.header("X-project-id"),
                      "x-sdk-date",
                      received.header("X-sdk-date"),
                      "x-security-token",
                      received.header("X-security-token")),
                  ByteString.of(received.body().getBytes(UTF_8))));
    }
  }

  @Test
  void sendsNoBodyWhereThereIsNone() {
    assertThat(sign(PERMANENT, null, get("https://example.com/?")).body()).isNull();
    assertThat(sign(PERMANENT, null, get("https://example.com/?")).url())
        .hasToString("https://example.com/");
  }

  @Test
  void refusesABodyThatCannotBeRead() {
    RequestBody body = new WritableOnce("x");
    Request request = new Request.Builder().url("https://example.com/").post(body).build();
    sign(PERMANENT, null, request);

    assertThatThrownBy(() -> sign(PERMANENT, null, request))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("written already");
  }

  @Test
  void refusesAProjectThatNoHeaderCanCarry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessKeyAuthenticator(PERMANENT, "a b", CLOCK))
        .withMessage(
            "a project ID must be one or more visible ASCII characters without white space");
  }

  private static Request get(String url) {
    return new Request.Builder().url(url).build();
  }

  private static Request sign(AccessKey key, @Nullable String projectId, Request request) {
    return new AccessKeyAuthenticator(key, projectId, CLOCK).authenticate(request);
  }

  private static String authorization(
      String method, String url, Map<String, String> headers, ByteString body) {
    return new CanonicalRequest(method, HttpUrl.get(url), new TreeMap<>(headers), body)
        .authorization(PERMANENT);
  }

  private static void send(Request request) throws IOException {
    OkHttpClient client = new OkHttpClient();
    try {
      client.newCall(request).execute().close();
    } finally {
      client.connectionPool().evictAll();
    }
  }

  private static final class WritableOnce extends RequestBody {
    private final String content;
    private boolean written;

    WritableOnce(String content) {
      this.content = content;
    }

    @Override
    public MediaType contentType() {
      return MediaType.get("application/json");
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      if (written) {
        throw new IOException("written already");
      }
      written = true;
      sink.writeUtf8(content);
    }
  }
}
