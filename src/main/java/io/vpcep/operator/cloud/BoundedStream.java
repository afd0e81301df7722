package io.vpcep.operator.cloud;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads so many bytes and not one more. An unchecked exception of the client library, which is
 * about the bytes that it reads, becomes a {@link MalformedResponseException}.
 */
final class BoundedStream extends FilterInputStream {

  private long left;

  BoundedStream(InputStream in, long maxBytes) {
    super(in);
    this.left = maxBytes;
  }

  @Override
  public int read() throws IOException {
    int read = guarded(in::read);
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = guarded(() -> in.read(buffer, offset, length));
    count(Math.max(read, 0));
    return read;
  }

  private static int guarded(Reading reading) throws IOException {
    try {
      return reading.read();
    } catch (RuntimeException e) {
      throw new MalformedResponseException(e);
    }
  }

  private void count(int read) throws TooLargeException {
    left -= read;
    if (left < 0) {
      throw new TooLargeException();
    }
  }

  private interface Reading {
    int read() throws IOException;
  }

  /** There is more than may be read. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
