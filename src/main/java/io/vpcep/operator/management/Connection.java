package io.vpcep.operator.management;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One client, from its first byte to the last of the response. Used by the selector's thread only,
 * but for the channel while the metrics are written to it.
 */
final class Connection {

  private enum Phase {
    READING,
    RESPONDING,
    /** In the hands of a thread that writes metrics; nothing is done here. */
    SCRAPING,
    /** Whatever the client still sends is dropped: closing at once would lose the response. */
    FINISHING
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Limits limits;
  private final Dispatcher dispatcher;

  private Phase phase = Phase.READING;
  private ByteBuffer buffer;
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

  /** Knows what becomes of a request. */
  interface Dispatcher {

    /** Calls {@link Connection#respond}, or has the metrics written. */
    void dispatch(RequestHead request, Connection connection) throws IOException;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Does what can be done without waiting. */
  void proceed(long now) throws IOException {
    switch (phase) {
      case READING -> read(now);
      case RESPONDING -> write(now);
      case FINISHING -> drop();
      case SCRAPING -> {}
    }
  }

  private void read(long now) throws IOException {
    boolean ended = channel.read(buffer) < 0;
    var head = RequestHead.parse(buffer.array(), buffer.position());
    if (head instanceof RequestHead request) {
      since = now;
      dispatcher.dispatch(request, this);
    } else if (head == ParsedHead.NoHead.MALFORMED || (ended && buffer.position() > 0)) {
      respond(Response.BAD_REQUEST, true, now);
    } else if (ended) {
      close();
    } else if (!buffer.hasRemaining()) {
      respond(Response.TOO_LARGE, true, now);
    }
  }

  /** Sends a short response; if the client does not take it at once, goes on when it does. */
  void respond(Response response, boolean withBody, long now) throws IOException {
    phase = Phase.RESPONDING;
    since = now;
    buffer = response.bytes(withBody);
    write(now);
  }

  private void write(long now) throws IOException {
    channel.write(buffer);
    if (buffer.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      finish(now);
    }
  }

  /** Leaves the channel to whoever writes the metrics to it. */
  void scrape() {
    phase = Phase.SCRAPING;
    key.interestOps(0);
  }

  /** Ends the response, and waits a little until the client has read it. */
  void finish(long now) throws IOException {
    phase = Phase.FINISHING;
    since = now;
    buffer = ByteBuffer.allocate(limits.headBytes());
    channel.shutdownOutput();
    key.interestOps(SelectionKey.OP_READ);
  }

  private void drop() throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      close();
    }
  }

  boolean isScraping() {
    return phase == Phase.SCRAPING;
  }

  boolean isExpired(long now) {
    return switch (phase) {
      case READING, RESPONDING -> hasPassed(limits.forHead(), now);
      case FINISHING -> hasPassed(limits.forFinishing(), now);
      case SCRAPING -> false;
    };
  }

  private boolean hasPassed(Duration limit, long now) {
    return now - since > limit.toNanos();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void close() throws IOException {
    channel.close();
  }
}
