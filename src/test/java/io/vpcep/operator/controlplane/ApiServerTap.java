package io.vpcep.operator.controlplane;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one client and the API server, on loopback and without TLS towards the client, and
 * can spring a trap at one of the client's writes: before the server hears of it, or when the
 * server has carried it out and the client has not heard of that. It can also be cut, watches
 * included, and counts the writes. Passes on all bytes as they are.
 */
public final class ApiServerTap implements AutoCloseable {

  /** At which side of a write a trap springs. */
  public enum Side {
    /** The server does not hear of the write. */
    BEFORE,
    /** The write is done, but its answer is not passed on. */
    AFTER
  }

  private static final int START_OF_A_REQUEST = 1_024;

  /** A new request begins with a new packet: the client waits for each answer. */
  private static final Pattern WRITE = Pattern.compile("^(POST|PUT|PATCH|DELETE) /\\S*");

  private final Config access;
  private final URI server;
  private final SSLSocketFactory upstream;
  private final ServerSocket listener;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private volatile boolean cut;
  private volatile Trap trap = new Trap(Side.BEFORE, () -> {}, new AtomicInteger());

  private record Trap(Side side, Runnable action, AtomicInteger writesLeft) {

    boolean springsAt(boolean write) {
      return write && writesLeft.get() > 0 && writesLeft.decrementAndGet() == 0;
    }
  }

  private ApiServerTap(Config access) throws IOException {
    this.access = access;
    this.server = URI.create(access.getMasterUrl());
    try {
      this.upstream = SSLUtils.sslContext(access).getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Listens on a free port of loopback. */
  public static ApiServerTap open(ControlPlane plane) throws IOException {
    var tap = new ApiServerTap(plane.config());
    daemon(tap::accept);
    return tap;
  }

  /** Writes an administrator's kubeconfig file that leads through the tap. */
  public Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: tap
        contexts: [{name: tap, context: {cluster: tap, user: admin, namespace: default}}]
        clusters: [{name: tap, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: admin, user: {token: "%s"}}]
        """
            .formatted(listener.getLocalPort(), access.getOauthToken()));
  }

  /**
   * Sets a trap, in place of the one before. It springs once.
   *
   * @param write which write from now on, 1 for the next
   * @param action what happens then, before the connection is dropped
   */
  public void trap(Side side, int write, Runnable action) {
    trap = new Trap(side, action, new AtomicInteger(write));
  }

  /** Drops all connections, and each new one at once, until {@link #mend()}. */
  public void cut() {
    cut = true;
    open.forEach(Connection::drop);
  }

  /** Lets the client through again. */
  public void mend() {
    cut = false;
  }

  /**
   * The writes since the start or the last {@link #forgetWrites()}, oldest first, each as {@code
   * PUT /apis/…}; also those that the server refused.
   */
  public List<String> writes() {
    return List.copyOf(writes);
  }

  /** Starts counting writes at 0. */
  public void forgetWrites() {
    writes.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // Closed: nobody will come any more.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (cut) {
      client.close();
      return;
    }
    try {
      var connection =
          new Connection(client, upstream.createSocket(server.getHost(), server.getPort()));
      open.add(connection);
      if (cut) {
        connection.drop();
      }
      daemon(connection::carryRequests);
      daemon(connection::carryAnswers);
    } catch (IOException e) {
      // The API server is down: the client will come again.
      client.close();
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "tap");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private final class Connection {

    private final Socket client;
    private final Socket server;
    private volatile @Nullable Runnable atTheAnswer;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void carryRequests() {
      carry(
          client,
          server,
          packet -> {
            var present = trap;
            var write = WRITE.matcher(packet);
            boolean isWrite = write.find();
            if (isWrite) {
              writes.add(write.group());
            }
            if (!present.springsAt(isWrite)) {
              return true;
            }
            if (present.side() == Side.AFTER) {
              atTheAnswer = present.action();
              return true;
            }
            present.action().run();
            return false;
          });
    }

    void carryAnswers() {
      carry(
          server,
          client,
          packet -> {
            var action = atTheAnswer;
            if (action == null) {
              return true;
            }
            action.run();
            return false;
          });
    }

    private void carry(Socket from, Socket to, PacketFilter filter) {
      var buffer = new byte[64 * 1024];
      try (from;
          to) {
        for (int read = from.getInputStream().read(buffer);
            read >= 0;
            read = from.getInputStream().read(buffer)) {
          var start =
              new String(Arrays.copyOf(buffer, Math.min(read, START_OF_A_REQUEST)), ISO_8859_1);
          if (!filter.passes(start)) {
            return;
          }
          to.getOutputStream().write(buffer, 0, read);
          to.getOutputStream().flush();
        }
      } catch (IOException e) {
        // One side is gone, and with this method the other one is too.
      } finally {
        open.remove(this);
      }
    }

    void drop() {
      try (client;
          server) {
        open.remove(this);
      } catch (IOException e) {
        // It is gone already.
      }
    }
  }

  private interface PacketFilter {
    /** Whether a packet that starts like this is to be passed on. */
    boolean passes(String start);
  }
}
