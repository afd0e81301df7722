package io.vpcep.operator.wallclock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;

/** A program that looks at its clocks for each line of its input, or sets an alarm clock. */
final class ClockReader {

  private ClockReader() {}

  /** Reads until the end of its input. */
  @SuppressWarnings({"SystemOut", "JavaUtilDate"})
  public static void main(String[] arguments) throws Exception {
    var timer = new Timer(true);
    LongSupplier reference = System::currentTimeMillis;
    var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      switch (line) {
        case "System" -> System.out.println(System.currentTimeMillis());
        case "reference" -> System.out.println(reference.getAsLong());
        case "Instant" -> System.out.println(Instant.now().toEpochMilli());
        case "Clock" -> System.out.println(Clock.systemUTC().millis());
        case "Date" -> System.out.println(new Date().getTime());
        case "nanoTime" -> System.out.println(System.nanoTime() / 1_000_000);
        default -> {
          timer.schedule(alarm(), Long.parseLong(line));
          System.out.println("set");
        }
      }
    }
  }

  private static TimerTask alarm() {
    return new TimerTask() {
      @Override
      @SuppressWarnings("SystemOut")
      public void run() {
        System.out.println("alarm");
      }
    };
  }
}
