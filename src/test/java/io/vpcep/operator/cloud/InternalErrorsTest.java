package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.TOKEN;
import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonParser;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A fault of our own is a failure that says so, and that neither hides nor tells a secret. */
class InternalErrorsTest {

  private static final String SECRET = "unexpected char in " + TOKEN;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(InternalErrors.class);

  private final FakeCloud cloud = new FakeCloud();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> heard = new ArrayList<>();
  private final CloudHttp http = http(new Recorder());

  static Stream<Named<Throwable>> faults() {
    return Stream.of(
        Named.of("an exception", new IllegalStateException(SECRET)),
        Named.of("a cause", new IllegalArgumentException(SECRET, new Exception(SECRET))),
        Named.of("an error", new StackOverflowError(SECRET)),
        Named.of("a lack of a class", new NoClassDefFoundError(SECRET)),
        Named.of("a ring of causes", ring()));
  }

  @BeforeEach
  void listen() {
    cloud.answers(200, "{}");
    LOG.setAdditive(false);
    log.start();
    LOG.addAppender(log);
  }

  @AfterEach
  void close() {
    LOG.detachAppender(log);
    LOG.setAdditive(true);
    http.close();
    cloud.close();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void ofAReaderEndsTheCallAsAFailure(Throwable fault) {
    var failure =
        failureOf(() -> http.call(() -> call(Authenticator.NONE), (headers, json) -> raise(fault)));

    assertThat(failure).isEqualTo(CloudFailure.internalError());
    assertThat(heard).containsExactly("otc vpcep listConnections 200", "internal error");
    assertLogged(fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void ofAnAuthenticatorEndsTheCallBeforeItIsSent(Throwable fault) {
    var failure =
        failureOf(() -> http.call(() -> call(request -> raise(fault)), (headers, json) -> ""));

    assertThat(failure).isEqualTo(CloudFailure.internalError());
    assertThat(cloud.requests()).isEmpty();
    assertThat(heard).containsExactly("otc vpcep listConnections none", "internal error");
    assertLogged(fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void inBuildingTheCallIsAFailureToo(Throwable fault) {
    var failure = failureOf(() -> http.call(() -> raise(fault), (headers, json) -> ""));

    assertThat(failure).isEqualTo(CloudFailure.internalError());
    assertThat(heard).containsExactly("internal error");
    assertLogged(fault);
  }

  @Test
  void ofTheListenerEndsTheCallAsAFailure() {
    try (CloudHttp listened = http(new BrokenListener())) {
      var failure =
          failureOf(
              () -> listened.call(() -> call(Authenticator.NONE), InternalErrorsTest::anyValue));

      assertThat(failure).isEqualTo(CloudFailure.internalError());
      assertThat(log.list).hasSize(2);
    }
  }

  @Test
  void leavesTheNextCallUnharmed() throws CloudException {
    failureOf(() -> http.call(() -> call(Authenticator.NONE), (headers, json) -> raise(ring())));

    assertThat(http.call(() -> call(Authenticator.NONE), InternalErrorsTest::anyValue))
        .isEqualTo("{}");
  }

  private void assertLogged(Throwable fault) {
    assertThat(log.list).hasSize(1);
    String trace = ThrowableProxyUtil.asString(log.list.get(0).getThrowableProxy());
    assertThat(trace)
        .contains(": " + fault.getClass().getName())
        .contains("at io.vpcep.operator.cloud.InternalErrorsTest.")
        .doesNotContain(TOKEN);
    assertThat(log.list.get(0).getFormattedMessage()).doesNotContain(TOKEN);
  }

  private ApiCall call(Authenticator authenticator) {
    var session = new Session(CloudCalls.endpoints(cloud.url()), CloudCalls.PROJECT, authenticator);
    return ApiCall.list(session, VpcepSource.API, cloud.url());
  }

  private static CloudHttp http(CallListener listener) {
    var timeout = Duration.ofSeconds(5);
    return new CloudHttp(
        new HttpSettings("1.2.3", timeout, timeout, 1024, null, null),
        listener,
        Clock.systemUTC(),
        ErrorCodes.NONE);
  }

  private static String anyValue(Headers headers, JsonParser json) throws IOException {
    json.nextToken();
    return json.readValueAsTree().toString();
  }

  /** Throws it as it is, checked or not, as bytecode may. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <R, T extends Throwable> R raise(Throwable fault) throws T {
    throw (T) fault;
  }

  private static Throwable ring() {
    var first = new IllegalStateException(SECRET);
    first.initCause(new IllegalStateException(SECRET, first));
    return first;
  }

  private final class Recorder implements CallListener {
    @Override
    public void called(String cloud, String api, String operation, String code, Duration duration) {
      heard.add(String.join(" ", cloud, api, operation, code));
    }

    @Override
    public void internalError() {
      heard.add("internal error");
    }
  }

  private static final class BrokenListener implements CallListener {
    @Override
    public void called(String cloud, String api, String operation, String code, Duration duration) {
      throw new IllegalStateException("no such series");
    }

    @Override
    public void internalError() {
      throw new IllegalStateException("no such series");
    }
  }
}
