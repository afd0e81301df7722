package io.vpcep.operator.management;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of a response of status 200, which begins with its first byte: until then it may fail.
 * Sent in chunks, so that a client can tell an end from a break; HTTP/1.0 has none.
 */
final class DeferredBody extends OutputStream {

  private static final byte[] LINE_END = {'\r', '\n'};

  private final OutputStream out;
  private final RequestHead request;
  private final String type;
  private final byte[] chunk = new byte[32 * 1024];
  private int count;
  private boolean begun;

  DeferredBody(OutputStream out, RequestHead request, String type) {
    this.out = out;
    this.request = request;
    this.type = type;
  }

  /** Whether anything was sent. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public void write(int one) throws IOException {
    if (count == chunk.length) {
      send();
    }
    chunk[count++] = (byte) one;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int rest = length;
    while (rest > 0) {
      if (count == chunk.length) {
        send();
      }
      int part = Math.min(rest, chunk.length - count);
      System.arraycopy(bytes, from, chunk, count, part);
      count += part;
      from += part;
      rest -= part;
    }
  }

  private void send() throws IOException {
    begin();
    if (count > 0 && !request.isHead()) {
      if (request.understandsChunks()) {
        out.write((Integer.toHexString(count) + "\r\n").getBytes(US_ASCII));
      }
      out.write(chunk, 0, count);
      if (request.understandsChunks()) {
        out.write(LINE_END);
      }
    }
    count = 0;
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      var head =
          Response.statusLine(200)
              + ("Content-Type: " + type + "\r\n")
              + (request.understandsChunks() ? "Transfer-Encoding: chunked\r\n" : "")
              + "Connection: close\r\n\r\n";
      out.write(head.getBytes(US_ASCII));
    }
  }

  /** Says that the body is whole. Not called where it is not. */
  void finish() throws IOException {
    send();
    if (request.understandsChunks() && !request.isHead()) {
      out.write("0\r\n\r\n".getBytes(US_ASCII));
    }
  }
}
