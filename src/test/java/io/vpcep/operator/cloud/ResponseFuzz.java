package io.vpcep.operator.cloud;

import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.AccessKeyAuthenticator;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.IamClient;
import io.vpcep.operator.cloud.auth.IssuedToken;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.SourceTypes;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a fuzzer tries: whatever a cloud answers, a call ends with a value that is fit for a status,
 * or with a {@link CloudException} whose message is. An input is a {@link RawResponse}.
 */
public final class ResponseFuzz {

  private static final String TOKEN = "MIIsecretTokenOfTheAccount";
  private static final String PASSWORD = "pass word-of-the-user";
  private static final int MAX_MESSAGE = 384;
  private static final HttpUrl CLOUD = HttpUrl.get("http://cloud.example/");
  private static final CloudEndpoints ENDPOINTS =
      new CloudEndpoints("otc", "eu-de", Sessions.urls(CLOUD, CLOUD, CLOUD));

  private static final Session SESSION =
      new Session(ENDPOINTS, "0123456789abcdef0123456789abcdef", new TokenAuthenticator(TOKEN));
  private static final PasswordLogin LOGIN = new PasswordLogin("reader", PASSWORD, "OTC-EU-DE");

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final Authenticator KEY =
      new AccessKeyAuthenticator(new AccessKey("AK", "secretKeyOfTheAccount", TOKEN), null, CLOCK);

  private static final FakeTransport TRANSPORT = new FakeTransport();
  private static final CloudHttp HTTP =
      new CloudHttp(
          new HttpSettings(
              "1.2.3", Duration.ofSeconds(5), Duration.ofSeconds(5), 64 * 1024, null, null),
          (cloud, api, operation, code, duration) -> {},
          CLOCK,
          SourceTypes.SUPPORTED.errors(),
          TRANSPORT::in);
  private static final SourceClient VPCEP = VpcepSource.TYPE.client().apply(HTTP);
  private static final SourceClient CSS = CssSource.TYPE.client().apply(HTTP);
  private static final IamClient IAM = new IamClient(HTTP);

  private ResponseFuzz() {}

  /** The fuzzer's door. */
  public static void fuzzerTestOneInput(byte[] input) {
    RawResponse answer = RawResponse.of(input);
    TRANSPORT.give(answer);
    try {
      call(answer.call());
    } catch (CloudException e) {
      check(e.failure());
      boolean isLogin = "VvCcP".indexOf(answer.call()) < 0;
      require(
          !e.failure().message().contains(isLogin ? PASSWORD : TOKEN), "a message with a secret");
    }
  }

  private static void call(char call) throws CloudException {
    switch (call) {
      case 'V' -> check(VPCEP.list(SESSION, "service", ListQuery.pageFrom(0)));
      case 'v' -> check(VPCEP.list(SESSION, "service", ListQuery.pageFrom(1000)));
      case 'C' -> check(CSS.list(SESSION, "cluster", ListQuery.pageFrom(0)));
      case 'c' -> check(CSS.list(SESSION, "cluster", ListQuery.pageFrom(1000)));
      case 'P' -> checkProject(IAM.findProject(ENDPOINTS, KEY));
      case 'L' -> check(IAM.issueToken(ENDPOINTS, LOGIN, null));
      default -> check(IAM.issueToken(ENDPOINTS, LOGIN, "0123456789abcdef"));
    }
  }

  private static void check(Page page) {
    require(page.totalCount() >= 0, "a total under 0");
    page.connections().forEach(ResponseFuzz::check);
    page.malformed()
        .forEach(
            item -> {
              requireShown(item.endpointId(), ConnectionItem.MAX_WORD);
              check(item.failure());
            });
  }

  private static void check(Connection connection) {
    require(!connection.endpointId().isEmpty(), "an ID that is empty");
    require(!connection.state().value().isEmpty(), "a state that is empty");
    Stream.of(connection.endpointId(), connection.state().value(), connection.domainId())
        .forEach(word -> requireShown(word, ConnectionItem.MAX_WORD));
    requireShown(connection.description(), ConnectionItem.MAX_DESCRIPTION);
    requireYear(connection.createdTime());
    requireYear(connection.updatedTime());
    require(connection.errors().size() <= 16, "too many errors");
    connection
        .errors()
        .forEach(
            error -> {
              requireShown(error.code(), ConnectionItem.MAX_WORD);
              requireShown(error.message(), 1024);
            });
  }

  private static void check(IssuedToken token) {
    require(token.token().matches("[!-~]+"), "a token that no header can carry");
    checkProject(token.projectId());
  }

  private static void checkProject(String id) {
    require(id.matches("[A-Za-z0-9_-]{1,64}"), "a project that is no ID");
  }

  private static void check(CloudFailure failure) {
    require(!failure.message().isBlank(), "a failure without a message");
    requireShown(failure.message(), MAX_MESSAGE);
    Duration wait = failure.retryAfter();
    require(
        wait == null || (!wait.isNegative() && wait.compareTo(Duration.ofDays(1)) <= 0),
        "a wait under 0 or over a day");
  }

  private static void requireShown(@Nullable String text, int maxLength) {
    require(text == null || text.length() <= maxLength, "a text that is too long");
    require(
        text == null || text.codePoints().noneMatch(ResponseFuzz::isUnprintable),
        "a text that is not one printable line");
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** What the API server takes for a time. */
  private static void requireYear(@Nullable Instant time) {
    int year = time == null ? 2026 : time.atOffset(ZoneOffset.UTC).getYear();
    require(year >= 1 && year <= 9999, "a year beyond 1 to 9999");
  }

  private static void require(boolean holds, String finding) {
    if (!holds) {
      throw new AssertionError(finding);
    }
  }
}
