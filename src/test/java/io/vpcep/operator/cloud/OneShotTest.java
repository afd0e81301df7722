package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.NOW;
import static io.vpcep.operator.cloud.support.CloudCalls.PROJECT;
import static io.vpcep.operator.cloud.support.CloudCalls.SERVICE;
import static io.vpcep.operator.cloud.support.CloudCalls.TOKEN;
import static io.vpcep.operator.cloud.support.CloudCalls.endpoints;
import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.AccessKeyAuthenticator;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.Fixtures;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that reads a request and hangs up may have done what it asks for. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OneShotTest {

  private static final CloudAction REJECT =
      new CloudAction(
          new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, SERVICE)),
          "endpoint-1",
          Verb.REJECT);

  private final MockWebServer cloud = new MockWebServer();
  private final CloudCalls calls = new CloudCalls();
  private final SourceClient client = calls.of(VpcepSource.KIND);

  @BeforeEach
  void hangUpOnTheSecondRequest() {
    var list = Fixtures.read("vpcep/connections.json");
    cloud.enqueue(new MockResponse().setBody(list));
    cloud.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    cloud.enqueue(new MockResponse().setBody(list));
  }

  @AfterEach
  void close() throws IOException {
    calls.close();
    cloud.shutdown();
  }

  static Stream<Authenticator> authenticators() {
    return Stream.of(
        new TokenAuthenticator(TOKEN),
        new AccessKeyAuthenticator(
            new AccessKey("AccessKey", "SecretKey", null),
            PROJECT,
            Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  @ParameterizedTest
  @MethodSource("authenticators")
  void anActionIsNotSentAgain(Authenticator authenticator) throws CloudException {
    var session = session(authenticator);
    client.list(session, SERVICE, ListQuery.pageFrom(0));

    var failure = failureOf(() -> client.act(session, REJECT));

    assertThat(failure.reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(cloud.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("authenticators")
  void aListIs(Authenticator authenticator) throws CloudException {
    var session = session(authenticator);
    client.list(session, SERVICE, ListQuery.pageFrom(0));

    client.list(session, SERVICE, ListQuery.pageFrom(0));

    assertThat(cloud.getRequestCount()).isEqualTo(3);
  }

  private Session session(Authenticator authenticator) {
    return new Session(endpoints(cloud.url("/")), PROJECT, authenticator);
  }
}
