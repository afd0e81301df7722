package io.vpcep.operator.management;

import io.vpcep.operator.management.ManagementServer.Scrape;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the metrics in a few threads of their own, passed on as they are made. */
final class Scrapes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scrapes.class);
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Scrape scrape;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor threads;

  Scrapes(Scrape scrape, Limits limits, LongSupplier nanoTime) {
    this.scrape = scrape;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.threads =
        new ThreadPoolExecutor(
            limits.scrapes(),
            limits.scrapes(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.waitingScrapes()),
            task -> {
              var thread = new Thread(task, "scrape");
              thread.setDaemon(true);
              return thread;
            });
    // Not when they are needed: there might be no memory for a thread then.
    threads.prestartAllCoreThreads();
  }

  /**
   * Writes the metrics to a client, soon.
   *
   * @param done notified when all was written; otherwise the connection is closed
   * @return false if there are too many scrapes already
   */
  boolean start(RequestHead request, Connection connection, Consumer<Connection> done) {
    try {
      threads.execute(() -> write(request, connection, done));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void write(RequestHead request, Connection connection, Consumer<Connection> done) {
    var channel = connection.channel();
    try (var out = new TimedOutput(channel, this::patience, nanoTime)) {
      write(request, out);
      done.accept(connection);
    } catch (IOException e) {
      LOG.debug("cannot send the metrics", e);
      abort(channel);
    } catch (Throwable e) {
      LOG.error("cannot send the metrics", e);
      abort(channel);
    }
  }

  private void write(RequestHead request, TimedOutput out) throws IOException {
    var type =
        request.accept().contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS_TEXT;
    var body = new DeferredBody(out, request, type);
    try {
      scrape.write(type, body);
      body.finish();
    } catch (RuntimeException | Error e) {
      if (body.hasBegun()) {
        throw e;
      }
      LOG.error("cannot collect the metrics", e);
      out.write(Response.FAILED.bytes(!request.isHead()).array());
    }
  }

  private Duration patience() {
    return threads.getQueue().isEmpty() ? limits.forReader() : limits.forReaderWhileOthersWait();
  }

  /** With a reset: a client of HTTP/1.0 could not tell it from the end otherwise. */
  private static void abort(SocketChannel channel) {
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      LOG.debug("cannot close a connection", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
