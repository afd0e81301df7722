package io.vpcep.operator.wallclock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftedClockTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final long TOLERANCE = 5_000;

  private final ShiftedClock clock;
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  ShiftedClockTest(@TempDir Path folder) throws IOException {
    clock = ShiftedClock.open(folder);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                clock.jvmOption(),
                "-cp",
                System.getProperty("java.class.path"),
                ClockReader.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var reader = new Thread(() -> read(process.inputReader(UTF_8).lines()), "clock-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Stream<String> output) {
    // The JVM says there too that the bootstrap class path is another than usual.
    try {
      output.filter(line -> !line.contains("warning")).forEach(lines::add);
    } catch (UncheckedIOException e) {
      // The process was ended.
    }
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
    clock.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"System", "reference", "Instant", "Clock", "Date"})
  void whoeverAsksForTheWallTimeIsToldTheShiftedOne(String way) {
    for (var offset : new Duration[] {Duration.ZERO, HOUR, HOUR.negated(), Duration.ZERO}) {
      clock.set(offset);
      assertThat(ask(way) - System.currentTimeMillis())
          .isCloseTo(offset.toMillis(), within(TOLERANCE));
    }
  }

  @Test
  void theMonotonicClockGoesOn() {
    long before = ask("nanoTime");
    clock.set(HOUR.negated());
    assertThat(ask("nanoTime") - before).isBetween(0L, TOLERANCE);
  }

  @Test
  void aTimerThatIsWaitingWhenTheClockGoesBackIsLate() {
    // Given
    tell("200");
    assertThat(next()).isEqualTo("set");
    assertThat(next()).isEqualTo("alarm");
    // When
    tell("500");
    assertThat(next()).isEqualTo("set");
    clock.set(HOUR.negated());
    // Then
    await().during(ofSeconds(1)).atMost(ofSeconds(2)).until(lines::isEmpty);
  }

  private long ask(String way) {
    tell(way);
    return Long.parseLong(next());
  }

  private void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String next() {
    try {
      return String.valueOf(lines.poll(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
