package io.vpcep.operator.management;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that accepts connections, reads requests and responds to probes. It never waits
 * for a client, and nothing that goes wrong with one ends it.
 */
final class ConnectionLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);
  private static final long TICK_MILLIS = 200;
  private static final long NO_TIMEOUT = 0;

  /** Between two tries of what fails at once, such as accepting without a free file descriptor. */
  private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

  private static final long BETWEEN_LOG_LINES = Duration.ofMinutes(1).toNanos();

  private final ServerSocketChannel server;
  private final Selector selector;
  private final Limits limits;
  private final Routes routes;
  private final Scrapes scrapes;
  private final LongSupplier nanoTime;

  /** The oldest first. */
  private final Set<Connection> connections = new LinkedHashSet<>();

  private volatile boolean closing;
  private long nextLogLine;

  /**
   * Serves once it is run.
   *
   * @param server bound, and does not block
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  ConnectionLoop(
      ServerSocketChannel server,
      Limits limits,
      Routes routes,
      ManagementServer.Scrape scrape,
      LongSupplier nanoTime)
      throws IOException {
    this.server = server;
    this.limits = limits;
    this.routes = routes;
    this.nanoTime = nanoTime;
    this.nextLogLine = nanoTime.getAsLong();
    this.selector = Selector.open();
    this.scrapes = new Scrapes(scrape, limits, selector::wakeup);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  public void run() {
    while (!closing) {
      try {
        selector.select(this::handle, connections.isEmpty() ? NO_TIMEOUT : TICK_MILLIS);
        proceed();
      } catch (Throwable e) {
        survive(e);
      }
    }
    closeAll();
  }

  /** Makes {@link #run} return soon. */
  void stop() {
    closing = true;
    selector.wakeup();
  }

  private void handle(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      attempt(connection, () -> connection.proceed(now()));
    } else {
      accept();
    }
  }

  /** One at a time: the selector says when there are more. */
  private void accept() {
    try {
      var channel = server.accept();
      if (channel != null) {
        if (connections.size() >= limits.connections()) {
          closeOldest();
        }
        add(channel);
      }
    } catch (IOException e) {
      // Perhaps there is no free file descriptor.
      closeOldest();
      survive(e);
    }
  }

  private void add(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(false);
      var key = channel.register(selector, SelectionKey.OP_READ);
      var connection = new Connection(channel, key, limits, this::dispatch, now());
      key.attach(connection);
      connections.add(connection);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private void closeOldest() {
    connections.stream()
        .filter(connection -> !connection.isScraping())
        .findFirst()
        .ifPresent(this::close);
  }

  private void dispatch(RequestHead request, Connection connection) throws IOException {
    var response = routes.respond(request);
    if (response != null) {
      connection.respond(response, now());
    } else if (!scrapes.add(request, connection)) {
      connection.respond(Response.TOO_MANY_SCRAPES, now());
    }
  }

  /** Does what no event of a channel leads to. */
  private void proceed() {
    for (var connection : new ArrayList<>(connections)) {
      if (connection.isExpired(now(), scrapes.patience())) {
        close(connection);
      } else if (connection.isScraping()) {
        attempt(connection, () -> connection.proceed(now()));
      } else if (!connection.isOpen()) {
        connections.remove(connection);
      }
    }
    scrapes.proceed();
  }

  /** What goes wrong costs this connection alone. */
  private void attempt(Connection connection, Step step) {
    try {
      step.take();
    } catch (IOException e) {
      LOG.debug("a client closed its connection", e);
      close(connection);
    } catch (Throwable e) {
      close(connection);
      log(e);
    }
    if (!connection.isOpen()) {
      connections.remove(connection);
    }
  }

  private void close(Connection connection) {
    connections.remove(connection);
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("cannot close a connection", e);
    }
  }

  private void closeAll() {
    new ArrayList<>(connections).forEach(this::close);
    try (selector;
        scrapes) {
      server.close();
    } catch (IOException e) {
      LOG.debug("cannot close the port", e);
    }
  }

  private void survive(Throwable e) {
    log(e);
    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
  }

  private void log(Throwable e) {
    try {
      if (now() - nextLogLine >= 0) {
        nextLogLine = now() + BETWEEN_LOG_LINES;
        LOG.error("the management port failed and continues", e);
      }
    } catch (Throwable ignored) {
      // Without memory even a log line may fail; probes are answered as soon as there is some.
    }
  }

  private long now() {
    return nanoTime.getAsLong();
  }

  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }
}
