package io.vpcep.operator.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Watches the resources of a namespace and notes when each came to its state. It looks for two
 * words in each line instead of parsing it, because it shares the processor with those it measures.
 */
final class StatusWatch implements AutoCloseable {

  private static final String NAME = "\"name\":\"" + Resources.PREFIX;
  private static final String STATE = "\"state\":\"";
  private static final String VERSION = "\"resourceVersion\":\"";

  /**
   * How often the API server may end a watch, as it does when it loads a resource definition, or
   * when the watch does not keep up.
   */
  private static final int BREAKS = 20;

  private final ApiServer server;
  private final String path;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private String version;
  private Response response;
  private boolean closed;
  private @Nullable String broken;

  /**
   * A resource's state.
   *
   * @param since when it was first seen so, by {@link System#nanoTime()}
   */
  private record Seen(String state, long since) {}

  /** Watches from now on. */
  StatusWatch(ApiServer server, String namespace) {
    this.server = server;
    path = ApiServer.RESOURCES.formatted(namespace);
    version = versionOfAll(server, path);
    response = open();
    var reader = new Thread(this::readAll, "status-watch");
    reader.setDaemon(true);
    reader.start();
  }

  private static String versionOfAll(ApiServer server, String path) {
    try {
      var list = new ObjectMapper().readTree(server.get(path + "?limit=1"));
      return list.path("metadata").path("resourceVersion").asText();
    } catch (JsonProcessingException e) {
      throw new BenchException("the API server's list cannot be read", e);
    }
  }

  /** Goes on after what was seen last; after an error, which has no version, all is shown anew. */
  private Response open() {
    return server.open(path + "?watch=1&timeoutSeconds=7200&resourceVersion=" + version);
  }

  private void readAll() {
    try {
      for (int breaks = 0; breaks < BREAKS; breaks++) {
        read();
        if (!reopen()) {
          return;
        }
      }
      end("the API server keeps ending the watch");
    } catch (IOException | RuntimeException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private void read() throws IOException {
    try (var body = response().body()) {
      BufferedSource source = body == null ? null : body.source();
      String line = source == null ? null : source.readUtf8Line();
      while (source != null && line != null) {
        note(line, System.nanoTime());
        line = source.readUtf8Line();
      }
    }
  }

  private synchronized Response response() {
    return response;
  }

  /** False if nobody wants it any more. */
  private synchronized boolean reopen() {
    if (!closed) {
      response = open();
    }
    return !closed;
  }

  private synchronized void end(String why) {
    broken = why;
    notifyAll();
  }

  private synchronized void note(String line, long now) {
    version = after(line, VERSION);
    var name = after(line, NAME);
    var state = after(line, STATE);
    if (name.isEmpty() || state.isEmpty()) {
      return;
    }
    var before = seen.get(name);
    if (before == null || !before.state().equals(state)) {
      seen.put(name, new Seen(state, now));
      counts.merge(state, 1, Integer::sum);
      if (before != null) {
        counts.merge(before.state(), -1, Integer::sum);
      }
      notifyAll();
    }
  }

  /** What stands between these words and the next quotation mark; empty if they are not there. */
  private static String after(String line, String words) {
    int at = line.indexOf(words);
    if (at < 0) {
      return "";
    }
    int start = at + words.length();
    return line.substring(start, line.indexOf('"', start));
  }

  /**
   * Waits until that many resources have the state.
   *
   * @return when the last one came to it, by {@link System#nanoTime()}
   * @throws BenchException if that takes longer than the patience
   */
  long awaitAll(String state, int count, Duration patience) throws InterruptedException {
    await(() -> counts.getOrDefault(state, 0) >= count, patience, count + " times " + state);
    synchronized (this) {
      return seen.values().stream()
          .filter(each -> each.state().equals(state))
          .mapToLong(Seen::since)
          .max()
          .orElseThrow();
    }
  }

  /**
   * Waits until a resource has the state.
   *
   * @param suffix the resource's name behind {@link Resources#PREFIX}
   * @return when it came to it, by {@link System#nanoTime()}
   */
  long await(String suffix, String state, Duration patience) throws InterruptedException {
    await(() -> since(suffix, state).isPresent(), patience, suffix + " " + state);
    return since(suffix, state).orElse(0);
  }

  /** As {@link #await} has it; empty while the resource has another state, or none. */
  synchronized OptionalLong since(String suffix, String state) {
    var at = seen.get(suffix);
    return at != null && at.state().equals(state)
        ? OptionalLong.of(at.since())
        : OptionalLong.empty();
  }

  /** A condition of what was seen. */
  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private synchronized void await(Condition condition, Duration patience, String what)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (broken != null || left <= 0) {
        throw new BenchException(
            "did not see %s: %s; %s".formatted(what, broken == null ? "late" : broken, counts));
      }
      wait(left);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    response.close();
  }
}
