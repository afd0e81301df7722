package io.vpcep.operator.management;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Writes to a channel that does not block, and waits for its reader, but not for ever. */
final class TimedOutput extends OutputStream {

  private static final long TICK_MILLIS = 200;

  private final SocketChannel channel;
  private final Selector selector;
  private final Supplier<Duration> patience;
  private final LongSupplier nanoTime;
  private long begun;
  private boolean hasBegun;

  /**
   * Writes to the channel, which another selector may watch at the same time.
   *
   * @param patience how long everything may take from the first byte on; may change meanwhile
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  TimedOutput(SocketChannel channel, Supplier<Duration> patience, LongSupplier nanoTime)
      throws IOException {
    this.channel = channel;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.selector = Selector.open();
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!hasBegun) {
      hasBegun = true;
      begun = nanoTime.getAsLong();
    }
    var rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining()) {
      int written = channel.write(rest);
      if (nanoTime.getAsLong() - begun > patience.get().toNanos()) {
        throw new SocketTimeoutException("the client reads too slowly");
      }
      if (written == 0) {
        awaitReader();
      }
    }
  }

  private void awaitReader() throws IOException {
    if (selector.keys().isEmpty()) {
      channel.register(selector, SelectionKey.OP_WRITE);
    }
    selector.select(key -> {}, TICK_MILLIS);
    if (Thread.currentThread().isInterrupted()) {
      throw new SocketTimeoutException("the server is closed");
    }
  }

  /** Gives up waiting; the channel stays open. */
  @Override
  public void close() throws IOException {
    selector.close();
  }
}
