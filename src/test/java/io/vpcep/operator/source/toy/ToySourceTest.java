package io.vpcep.operator.source.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.HttpSettings;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.ConnectionSelector;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.poll.Subscription;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.source.SourceTypes;
import io.vpcep.operator.support.CrowdedExecutor;
import io.vpcep.operator.support.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A kind of source that is added in a package and a line is read like those that there are. */
class ToySourceTest implements AccountAccess {

  private static final String TOYS =
      """
      {"connections": [
        {"id": "bear", "status": "accepted", "touched_at": "2026-03-01T11:00:00Z"},
        {"id": "ball", "status": "failed", "touched_at": "2026-03-01T10:00:00Z"},
        {"id": "kite", "status": "failed", "touched_at": "2026-03-01T09:00:00Z"}],
       "total_count": 3}
      """;

  private static final SourceKey BOX =
      new SourceKey(new AccountKey("shop", "prod"), new Source(ToySource.KIND, "box-1"));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeCloud cloud = new FakeCloud();
  private final FakeClock time = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));

  /** With the one line more. */
  private final SourceTypes types =
      new SourceTypes(
          Stream.concat(SourceTypes.SUPPORTED.all().stream(), Stream.of(ToySource.TYPE)).toList());

  private final CloudHttp http =
      new CloudHttp(
          new HttpSettings(
              "1.2.3", Duration.ofSeconds(5), Duration.ofSeconds(5), 64 * 1024, null, null),
          (cloudName, api, operation, code, duration) -> {},
          time,
          types.errors());

  private final Poller poller =
      new Poller(
          new TaskRuntime(
              new CrowdedExecutor(),
              time,
              time,
              time,
              () -> 0,
              (stage, cause) -> {
                throw new AssertionError(cause);
              }),
          types.clients(http),
          this,
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          (source, kind, duration, failure) -> {},
          id -> {});

  @AfterEach
  void close() {
    http.close();
    cloud.close();
  }

  @Test
  void isSwept() {
    cloud.answers(200, TOYS);

    watch("bear");
    time.pass(MINUTE);

    assertThat(watch("bear").presence())
        .isInstanceOfSatisfying(
            Presence.Present.class,
            toy -> assertThat(toy.connection().state()).isEqualTo(ConnectionState.ACCEPTED));
    assertThat(cloud.requests().get(0).uri()).isEqualTo("/boxes/box-1");
  }

  @Test
  void isAskedForChangesUnderTheNameThatItSortsBy() {
    cloud.answers(200, TOYS);
    watch("bear");
    time.pass(Duration.ofSeconds(1));

    time.pass(MINUTE);

    assertThat(lastUri()).isEqualTo("/boxes/box-1?by=playedWith");
  }

  @Test
  void isAskedUnderItsOtherNameAfterOneWasRefused() {
    cloud.answers(200, TOYS);
    watch("bear");
    time.pass(Duration.ofSeconds(1));
    cloud.answers(400, "{\"error_code\": \"Toy.0003\", \"error_msg\": \"sort how?\"}");

    time.pass(MINUTE);

    assertThat(cloud.requests().stream().map(FakeCloud.Received::uri))
        .containsSubsequence("/boxes/box-1?by=playedWith", "/boxes/box-1?by=touched");
  }

  @Test
  void failsWithItsOwnCodes() {
    cloud.answers(400, "{\"error_code\": \"Toy.0001\", \"error_msg\": \"too loud\"}");
    watch("bear");
    time.pass(MINUTE);

    assertThat(watch("bear").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.THROTTLED,
                "The TOY API rejected the call because of too many requests. Cloud: 400 Toy.0001: too"
                    + " loud."));
  }

  @Test
  void saysHowToMendWhatFailed() {
    cloud.answers(400, "{\"error_code\": \"Toy.0002\", \"error_msg\": \"hands off\"}");
    watch("bear");
    time.pass(MINUTE);

    assertThat(watch("bear").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.FORBIDDEN,
                "The box belongs to another child. Cloud: 400 Toy.0002: hands off."));
  }

  @Test
  void hasAnAddressInTheSettings() {
    assertThat(types.apis()).contains(ToySource.API);
  }

  private String lastUri() {
    return cloud.requests().get(cloud.requests().size() - 1).uri();
  }

  private Observation watch(String toy) {
    return poller.watch(
        SubscriberId.ofConnection("shop", toy),
        new Subscription(
            "uid-1", BOX, new ConnectionSelector(toy, null), MINUTE, MINUTE, null, false),
        true);
  }

  @Override
  public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    var endpoints = new CloudEndpoints("otc", "eu-de", Map.of(api, cloud.url()));
    return call.with(new Session(endpoints, "project-1", Authenticator.NONE));
  }

  @Override
  public boolean isKnown(AccountKey account) {
    return true;
  }
}
