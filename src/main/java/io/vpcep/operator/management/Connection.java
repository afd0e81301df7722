package io.vpcep.operator.management;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One client, from its first byte to the last of the response. Used by the selector's thread only.
 */
final class Connection {

  private enum Phase {
    READING,
    AWAITING_METRICS,
    SENDING_METRICS,
    RESPONDING,
    /** Whatever the client still sends is dropped: closing at once would lose the response. */
    FINISHING
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Limits limits;
  private final Dispatcher dispatcher;

  /** The head of the request, then the part of the response that is sent next. */
  private final ByteBuffer buffer;

  private final Buffer response = new Buffer();
  private @Nullable CompletableFuture<Response> metrics;
  private Phase phase = Phase.READING;
  private boolean withBody = true;
  private long since;

  /**
   * Waits for a request.
   *
   * @param key of the channel, which does not block
   * @param now of the clock that {@link #isExpired} goes by, in nanoseconds
   */
  Connection(
      SocketChannel channel, SelectionKey key, Limits limits, Dispatcher dispatcher, long now) {
    this.channel = channel;
    this.key = key;
    this.limits = limits;
    this.dispatcher = dispatcher;
    this.buffer = ByteBuffer.allocate(limits.headBytes());
    this.since = now;
  }

  /** Decides the response to a request. */
  interface Dispatcher {

    /** Calls {@link Connection#respond} or {@link Connection#await}. */
    void dispatch(RequestHead request, Connection connection) throws IOException;
  }

  /** Does what can be done without waiting. */
  void proceed(long now) throws IOException {
    switch (phase) {
      case READING -> read(now);
      case AWAITING_METRICS -> sendMetrics(now);
      case SENDING_METRICS, RESPONDING -> write(now);
      case FINISHING -> drop();
    }
  }

  private void read(long now) throws IOException {
    boolean ended = channel.read(buffer) < 0;
    try {
      var request = RequestHead.parse(buffer.array(), buffer.position());
      if (request != null) {
        withBody = !request.isHead();
        dispatcher.dispatch(request, this);
      } else if (ended && buffer.position() == 0) {
        close();
      } else if (ended) {
        respond(Response.BAD_REQUEST, now);
      } else if (!buffer.hasRemaining()) {
        respond(Response.TOO_LARGE, now);
      }
    } catch (ProtocolException e) {
      respond(Response.BAD_REQUEST, now);
    }
  }

  /** Responds with the metrics once they are collected. */
  void await(CompletableFuture<Response> collected) {
    phase = Phase.AWAITING_METRICS;
    metrics = collected;
    key.interestOps(0);
  }

  private void sendMetrics(long now) throws IOException {
    if (metrics != null && metrics.isDone()) {
      phase = Phase.SENDING_METRICS;
      send(metrics.join(), now);
      metrics = null;
    }
  }

  /** Sends a response; if the client does not take it at once, goes on when it does. */
  void respond(Response whole, long now) throws IOException {
    phase = Phase.RESPONDING;
    send(whole, now);
  }

  private void send(Response whole, long now) throws IOException {
    since = now;
    whole.writeTo(response, withBody);
    buffer.limit(0);
    write(now);
  }

  private void write(long now) throws IOException {
    do {
      if (!buffer.hasRemaining()) {
        buffer.clear();
        response.read(buffer);
        buffer.flip();
      }
      channel.write(buffer);
    } while (!buffer.hasRemaining() && !response.exhausted());
    if (buffer.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      finish(now);
    }
  }

  /** Ends the response, and waits a little until the client has read it. */
  private void finish(long now) throws IOException {
    phase = Phase.FINISHING;
    since = now;
    channel.shutdownOutput();
    key.interestOps(SelectionKey.OP_READ);
  }

  private void drop() throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      close();
    }
  }

  /** Whether the client waits for metrics, or has not read them whole. */
  boolean isScraping() {
    return isOpen() && (phase == Phase.AWAITING_METRICS || phase == Phase.SENDING_METRICS);
  }

  /**
   * Whether the client has had its time.
   *
   * @param forMetrics how long it may read metrics
   */
  boolean isExpired(long now, Duration forMetrics) {
    return switch (phase) {
      case READING, RESPONDING -> hasPassed(limits.forHead(), now);
      case SENDING_METRICS -> hasPassed(forMetrics, now);
      case FINISHING -> hasPassed(limits.forFinishing(), now);
      case AWAITING_METRICS -> false;
    };
  }

  private boolean hasPassed(Duration limit, long now) {
    return now - since > limit.toNanos();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** With a reset where a response is not whole, so that nobody takes a part for it. */
  void close() throws IOException {
    try (channel) {
      if (phase == Phase.SENDING_METRICS) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    }
  }
}
