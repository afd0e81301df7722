package io.vpcep.operator.management;

import io.vpcep.operator.management.ManagementServer.Scrape;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the metrics in a few threads of its own, for as many clients at a time: each keeps its
 * place until it has read them, so that they are not in memory more often. Used by the selector's
 * thread only.
 */
final class Scrapes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scrapes.class);
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Scrape scrape;
  private final Limits limits;
  private final Runnable wakeup;
  private final ThreadPoolExecutor threads;
  private final Set<Connection> served = new HashSet<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  /**
   * @param wakeup called by any thread when there are metrics for a client
   */
  Scrapes(Scrape scrape, Limits limits, Runnable wakeup) {
    this.scrape = scrape;
    this.limits = limits;
    this.wakeup = wakeup;
    threads =
        new ThreadPoolExecutor(
            limits.scrapes(),
            limits.scrapes(),
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "scrape");
              thread.setDaemon(true);
              return thread;
            });
    // Not when they are needed: there might be no memory for a thread then.
    threads.prestartAllCoreThreads();
  }

  private record Waiting(
      Connection client, String contentType, CompletableFuture<Response> metrics) {}

  /**
   * Has the metrics collected for a client.
   *
   * @return false if there are too many clients already
   */
  boolean add(RequestHead request, Connection client) {
    proceed();
    if (served.size() == limits.scrapes() && waiting.size() == limits.waitingScrapes()) {
      return false;
    }
    boolean isOpenMetrics = request.accept().contains("application/openmetrics-text");
    var metrics = new CompletableFuture<Response>();
    client.await(metrics);
    waiting.add(new Waiting(client, isOpenMetrics ? OPEN_METRICS : PROMETHEUS_TEXT, metrics));
    proceed();
    return true;
  }

  /** Gives the places of clients that have read the metrics, or are gone, to those that wait. */
  void proceed() {
    served.removeIf(client -> !client.isScraping());
    while (served.size() < limits.scrapes() && !waiting.isEmpty()) {
      var next = waiting.remove();
      served.add(next.client);
      threads.execute(() -> collect(next));
    }
  }

  private void collect(Waiting next) {
    next.metrics.complete(collected(next.contentType));
    wakeup.run();
  }

  private Response collected(String contentType) {
    try {
      var body = new Buffer();
      scrape.write(contentType, body.outputStream());
      return new Response(200, contentType, body.snapshot());
    } catch (Throwable e) {
      LOG.error("cannot collect the metrics", e);
      return Response.FAILED;
    }
  }

  /** How long the metrics may take to be read at this moment. */
  Duration patience() {
    return waiting.isEmpty() ? limits.forReader() : limits.forReaderWhileOthersWait();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
