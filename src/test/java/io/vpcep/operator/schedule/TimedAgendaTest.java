package io.vpcep.operator.schedule;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedAgendaTest {

  private final Clock clock = Clock.systemUTC();
  private final TimedAgenda agenda = new TimedAgenda(clock);

  @AfterEach
  void close() {
    agenda.close();
  }

  @Test
  void aTaskRunsAtItsTimeAndNotBefore() throws Exception {
    // Given
    var when = clock.instant().plus(Duration.ofNanos(50_999_999));
    var ran = new CompletableFuture<Instant>();

    // When
    agenda.at(when, () -> ran.complete(clock.instant()));

    // Then
    assertThat(ran.get(10, SECONDS)).isAfterOrEqualTo(when.minusMillis(1));
  }

  @Test
  void aTaskWhoseTimeHasPassedRunsRightAway() throws Exception {
    // Given
    var ran = new CountDownLatch(1);

    // When
    agenda.at(Instant.EPOCH, ran::countDown);

    // Then
    assertThat(ran.await(10, SECONDS)).isTrue();
  }

  @Test
  void aTaskThatWasGivenUpDoesNotRun() throws Exception {
    // Given
    var next = new CountDownLatch(1);
    var ran = new AtomicBoolean();
    var when = clock.instant().plusMillis(100);
    var entry = agenda.at(when, () -> ran.set(true));
    agenda.at(when.plusMillis(1), next::countDown);

    // When
    entry.cancel();

    // Then
    assertThat(next.await(10, SECONDS)).isTrue();
    assertThat(ran).isFalse();
  }

  @Test
  void aTimeBeyondAllMeasureIsNoError() {
    assertThatCode(() -> agenda.at(Instant.parse("9999-01-01T00:00:00Z"), () -> {}))
        .doesNotThrowAnyException();
  }

  @Test
  void aClosedAgendaTakesNothingMoreAndDoesNotComplain() {
    // Given
    agenda.close();

    // When
    var ran = new AtomicBoolean();

    // Then
    assertThatCode(() -> agenda.at(Instant.EPOCH, () -> ran.set(true))).doesNotThrowAnyException();
    assertThat(ran).isFalse();
  }
}
