package io.vpcep.operator.management;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer of status 200, which begins with its first byte: until then it may fail.
 */
final class LateBody extends OutputStream {

  private final HttpExchange exchange;
  private final String type;
  private @Nullable OutputStream body;

  LateBody(HttpExchange exchange, String type) {
    this.exchange = exchange;
    this.type = type;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    begin().write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    if (body != null) {
      body.flush();
    }
  }

  private OutputStream begin() throws IOException {
    if (body == null) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, head ? -1 : 0);
      body = head ? nullOutputStream() : exchange.getResponseBody();
    }
    return body;
  }

  @Override
  public void close() throws IOException {
    begin().close();
  }
}
