package io.vpcep.emulator;

import io.vpcep.emulator.data.DataFile;
import io.vpcep.emulator.data.EmulatorData;
import io.vpcep.emulator.fault.Pause;
import io.vpcep.emulator.world.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How an emulator runs.
 *
 * @param listen where; port 0 is any free one
 * @param data what it starts with
 * @param clock what time it is
 * @param timer plays the scenario and the life cycle of connections; null for real time
 * @param pause lets requests wait
 * @param openControl whether others than loopback may use {@code /emulator}
 */
public record EmulatorOptions(
    InetSocketAddress listen,
    EmulatorData data,
    InstantSource clock,
    @Nullable Timer timer,
    Pause pause,
    boolean openControl) {

  /** On a free port of the loopback address, with the documents' examples, in real time. */
  public static EmulatorOptions defaults() {
    return new EmulatorOptions(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        DataFile.examples(),
        InstantSource.system(),
        null,
        time -> Thread.sleep(time.toMillis()),
        false);
  }

  public EmulatorOptions withListen(InetSocketAddress address) {
    return new EmulatorOptions(address, data, clock, timer, pause, openControl);
  }

  public EmulatorOptions withData(EmulatorData start) {
    return new EmulatorOptions(listen, start, clock, timer, pause, openControl);
  }

  /** With the text of a data file. */
  public EmulatorOptions withData(String yaml) {
    return withData(DataFile.parse(yaml));
  }

  public EmulatorOptions withClock(InstantSource source) {
    return new EmulatorOptions(listen, data, source, timer, pause, openControl);
  }

  public EmulatorOptions withTimer(Timer other) {
    return new EmulatorOptions(listen, data, clock, other, pause, openControl);
  }

  public EmulatorOptions withPause(Pause other) {
    return new EmulatorOptions(listen, data, clock, timer, other, openControl);
  }

  public EmulatorOptions withOpenControl(boolean open) {
    return new EmulatorOptions(listen, data, clock, timer, pause, open);
  }
}
