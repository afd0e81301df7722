package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.PASSWORD;
import static io.vpcep.operator.e2e.Credentials.TOKEN;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.wallclock.ShiftedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The wall clock of the operator's machine is set back and ahead while it runs; the cloud and the
 * API server keep the true time. {@code -Dclock.seed} sets it at other moments.
 */
@Tag("nightly")
@EndToEnd
class ClockIT {

  private static final long SEED = Long.getLong("clock.seed", 1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** An hour back three times and an hour ahead three times, on both sides of the true time. */
  private static final List<Duration> OFFSETS =
      List.of(HOUR.negated(), Duration.ZERO, HOUR, Duration.ZERO, HOUR.negated(), Duration.ZERO);

  private static final List<String> TOKEN_SOURCES = List.of("one", "two", "three", "four");
  private static final List<String> PASSWORD_SOURCES = List.of("five", "six");
  private static final Duration PHASE = ofSeconds(20);
  private static final Duration AT_ONCE = ofSeconds(2);

  /** The Secret of an account that is not ready is looked at every 30 s. */
  private static final Duration SECRET_IS_SEEN = ofSeconds(36);

  /** A Secret that is missing is looked for every 5 s. */
  private static final Duration MISSING_SECRET_IS_SEEN = ofSeconds(8);

  private final OperatorFixture fixture;
  private final ShiftedClock clock;

  ClockIT(FixtureBuilder fixtures) throws Exception {
    fixture =
        fixtures
            .configuration("polling: {defaultInterval: 1s, minInterval: 1s, fullSweepEvery: 5s}")
            .create();
    fixture.secret("login", PASSWORD);
    fixture.account("by-password", "login");
    clock = fixture.closeLater(ShiftedClock.open(fixture.folder()));
    fixture.jar().jvm(clock.jvmOption()).start().awaitReady();
  }

  @Test
  void everySourceIsPolledAtItsPaceHoweverTheClockIsSet() {
    // Given
    TOKEN_SOURCES.forEach(source -> watch(source, ACCOUNT, "1s"));
    PASSWORD_SOURCES.forEach(source -> watch(source, "by-password", "1s"));
    sources().forEach(this::awaitAccepted);
    var usual = pollsOfAPhase();
    // When
    var moments = new Random(SEED).longs(OFFSETS.size(), 0, PHASE.toMillis()).sorted().toArray();
    for (int i = 0; i < moments.length; i++) {
      setAfter(moments[i], OFFSETS.get(i));
    }
    var shaken = pollsOfAPhase();
    // Then
    assertThat(shaken)
        .as("clock.seed %d, set at %s ms; without: %s", SEED, Arrays.toString(moments), usual)
        .allSatisfy(
            (source, polls) ->
                assertThat(polls)
                    .as(source)
                    .isCloseTo(usual.get(source), Percentage.withPercentage(10)));
  }

  private void setAfter(long millis, Duration offset) {
    var later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    var unused = CompletableFuture.runAsync(() -> clock.set(offset), later);
  }

  /** How often each source is polled from now on until the phase is over. */
  private Map<String, Integer> pollsOfAPhase() {
    var start = Instant.now();
    await().atMost(PHASE.plus(SOON)).until(() -> !Instant.now().isBefore(start.plus(PHASE)));
    var polls = new TreeMap<String, Integer>();
    for (var source : sources()) {
      var ofPhase = fixture.calls(source).answeredWith(200).between(start, start.plus(PHASE));
      polls.put(source, ofPhase.count());
    }
    return polls;
  }

  @Test
  void whatIsNewAskedForOrRepairedWaitsNoLongerWhileTheClockIsAnHourBack() {
    // Given
    fixture.secret("wrong", Map.of("token", "token-that-nobody-issued"));
    fixture.account("refused", "wrong");
    fixture.account("without-secret", "missing");
    watch("old", ACCOUNT, "1h");
    watch("refused", "refused", "1s");
    awaitAccepted("old");
    fixture.awaitAccount("refused", "False Unauth");
    fixture.awaitAccount("without-secret", "False Sec");
    // When
    clock.set(HOUR.negated());
    var correct = Map.of("token", TOKEN);
    fixture.secret("wrong", correct);
    var repaired = Instant.now();
    // Then
    watch("new", ACCOUNT, "1s");
    fixture.awaitState("new", "accepted", AT_ONCE);
    int before = fixture.calls("old").count();
    fixture.request("old", "now");
    await().atMost(AT_ONCE).until(() -> fixture.calls("old").count() > before);
    fixture.secret("missing", correct);
    // A token is not verified as long as nobody uses it.
    await()
        .atMost(MISSING_SECRET_IS_SEEN)
        .until(() -> !fixture.accountReady("without-secret").startsWith("False"));
    fixture.awaitAccount(
        "refused", "True", Duration.between(Instant.now(), repaired.plus(SECRET_IS_SEEN)));
    awaitAccepted("refused");
  }

  private static List<String> sources() {
    return Stream.concat(TOKEN_SOURCES.stream(), PASSWORD_SOURCES.stream()).toList();
  }

  private void watch(String source, String account, String interval) {
    fixture.connect(SourceRef.service(source), source, account, "pollInterval: " + interval);
  }

  private void awaitAccepted(String name) {
    fixture.awaitState(name, "accepted");
  }
}
