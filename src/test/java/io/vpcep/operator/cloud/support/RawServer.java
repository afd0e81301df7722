package io.vpcep.operator.cloud.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;

/** A server without manners: a script does what it likes with each connection. */
public final class RawServer implements AutoCloseable {

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong written = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);

  private RawServer(Script script) {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(() -> accept(script));
  }

  /** Does what the script says after each request's head. */
  public static RawServer playing(Script script) {
    return new RawServer(
        (connection, out) -> {
          skipHead(connection.getInputStream());
          script.play(connection, out);
        });
  }

  /** Does what the script says with each connection from its beginning. */
  public static RawServer raw(Script script) {
    return new RawServer(script);
  }

  /** Sends a text, then closes the connection. */
  public static RawServer sending(String text) {
    return playing((connection, out) -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Speaks first, as servers of other protocols do. */
  public static RawServer greeting(String text) {
    return new RawServer(
        (connection, out) -> {
          out.write(text.getBytes(StandardCharsets.US_ASCII));
          awaitHangUp(connection);
        });
  }

  /** Reads the request and says nothing. */
  public static RawServer silent() {
    return playing((connection, out) -> awaitHangUp(connection));
  }

  public HttpUrl url() {
    return HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** How many bytes could be sent until the first connection ended. */
  public long writtenInTheEnd() throws InterruptedException {
    if (!ended.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the connection is still in use");
    }
    return written.get();
  }

  public static void awaitHangUp(Socket connection) throws IOException {
    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket connection = socket.accept();
        threads.execute(() -> serve(connection, script));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void serve(Socket connection, Script script) {
    try (connection) {
      script.play(connection, new Counted(connection.getOutputStream(), written));
    } catch (IOException e) {
      // The client hung up; some tests are about that.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    int lineEnds = 0;
    while (lineEnds < 2) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the request ended early");
      }
      lineEnds = c == '\n' ? lineEnds + 1 : c == '\r' ? lineEnds : 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }

  /** What happens on one connection. */
  @FunctionalInterface
  public interface Script {
    void play(Socket connection, OutputStream out) throws IOException, InterruptedException;
  }

  private static final class Counted extends OutputStream {
    private final OutputStream out;
    private final AtomicLong written;

    Counted(OutputStream out, AtomicLong written) {
      this.out = out;
      this.written = written;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      written.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      written.addAndGet(length);
    }
  }
}
