package io.vpcep.operator.wallclock;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/**
 * The agent in the process under test. It rewrites the classes that are there and those to come,
 * takes the first offset before the program starts, and each later one from {@link ShiftedClock} as
 * it is set.
 */
public final class WallClockAgent {

  private WallClockAgent() {}

  /**
   * Called by the JVM before the program's main method.
   *
   * @param port of {@link ShiftedClock} on the loopback address
   */
  public static void premain(String port, Instrumentation instrumentation)
      throws IOException, UnmodifiableClassException {
    instrumentation.addTransformer(new CallSites(), true);
    instrumentation.retransformClasses(
        Arrays.stream(instrumentation.getAllLoadedClasses())
            .filter(instrumentation::isModifiableClass)
            .toArray(Class<?>[]::new));
    var test = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    var offsets = new DataInputStream(test.getInputStream());
    var taken = new DataOutputStream(test.getOutputStream());
    take(offsets, taken);
    var thread = new Thread(() -> follow(offsets, taken), "wall-clock");
    thread.setDaemon(true);
    thread.start();
  }

  private static void take(DataInputStream offsets, DataOutputStream taken) throws IOException {
    long offset = offsets.readLong();
    WallClock.setOffset(offset);
    taken.writeLong(offset);
    taken.flush();
  }

  private static void follow(DataInputStream offsets, DataOutputStream taken) {
    try {
      while (true) {
        take(offsets, taken);
      }
    } catch (IOException e) {
      // The test has ended: the clock stays as it is.
    }
  }
}
