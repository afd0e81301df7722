package io.vpcep.operator.management;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /healthz} and {@code /readyz}. Clients that send nothing, send
 * rubbish or do not read cannot keep it from answering a probe: {@link Limits} bounds what they
 * take, and no thread waits for them but those of the metrics.
 */
public final class ManagementServer implements AutoCloseable {

  private static final int BACKLOG = 256;
  private static final Duration FOR_CLOSING = Duration.ofSeconds(2);

  private final int port;
  private final Routes routes;
  private final ConnectionLoop loop;
  private final Thread thread;

  private ManagementServer(ServerSocketChannel server, Routes routes, Scrape scrape, Limits limits)
      throws IOException {
    port = server.socket().getLocalPort();
    this.routes = routes;
    loop = new ConnectionLoop(server, limits, routes, scrape, System::nanoTime);
    thread = new Thread(loop, "management");
    thread.setDaemon(true);
  }

  /**
   * Binds the port and serves from now on. Both suppliers are called by the thread that responds to
   * all probes: they must return from memory, without waiting for a lock that is held for long, a
   * disk or a network.
   *
   * @param address to bind; empty for all of this host's
   * @param port 0 for any free one
   * @param notReadyReason says why the operator is not ready; empty if it is
   * @param stuckReason says why the operator should be started again; empty if it is alive
   * @throws IOException if the address cannot be bound
   */
  public static ManagementServer start(
      String address,
      int port,
      Scrape scrape,
      Supplier<String> notReadyReason,
      Supplier<String> stuckReason)
      throws IOException {
    var routes = new Routes(notReadyReason, stuckReason);
    return start(address, port, scrape, routes, Limits.DEFAULT);
  }

  static ManagementServer start(
      String address, int port, Scrape scrape, Routes routes, Limits limits) throws IOException {
    var socket =
        address.isEmpty()
            ? new InetSocketAddress(port)
            : new InetSocketAddress(InetAddress.getByName(address), port);
    var server = ServerSocketChannel.open();
    try {
      server.bind(socket, BACKLOG);
      server.configureBlocking(false);
      var management = new ManagementServer(server, routes, scrape, limits);
      management.thread.start();
      return management;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The bound port. */
  public int port() {
    return port;
  }

  /** Why the operator is not ready, as {@code /readyz} says; empty if it is. */
  public String notReadyReason() {
    return routes.notReadyReason().get();
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(FOR_CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes the metrics. */
  @FunctionalInterface
  public interface Scrape {

    /**
     * Writes them to a stream. If it fails, the client gets status 500.
     *
     * @param contentType says in which format
     */
    void write(String contentType, OutputStream out) throws IOException;
  }
}
