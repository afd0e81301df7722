package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Picks ports on loopback for servers that have to be told where to listen. */
public final class FreePort {

  /**
   * Below the ports that Linux and macOS give to outgoing connections: a client that keeps trying
   * to reach a stopped server could otherwise be given the server's own port, and hold it.
   */
  private static final int FIRST = 20_000;

  private static final int END = 32_768;

  private FreePort() {}

  /** Picks that many different ports. */
  public static List<Integer> pick(int count) {
    return ThreadLocalRandom.current()
        .ints(FIRST, END)
        .distinct()
        .filter(FreePort::isFree)
        .limit(count)
        .boxed()
        .toList();
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
