package io.vpcep.operator.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A registry of images on loopback: as much of the distribution specification as a push needs. It
 * keeps all in memory and asks nobody for a password.
 */
final class ImageRegistry implements AutoCloseable {

  private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private ImageRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
  }

  /** Starts one on a free port, with a certificate that nobody trusts. */
  static ImageRegistry start() throws IOException {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    var tls = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()));
    var registry = new ImageRegistry(server);
    registry.server.createContext("/v2/", registry::handle);
    registry.server.start();
    return registry;
  }

  /** Host and port, as in the name of an image. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The images that were pushed, as {@code name:tag}, without this host. */
  Set<String> images() {
    return manifests.keySet();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.contains("/blobs/uploads/")) {
        upload(exchange, path);
      } else if (path.contains("/blobs/")) {
        send(exchange, blobs.get(path.substring(path.lastIndexOf('/') + 1)));
      } else if (path.contains("/manifests/")) {
        manifest(exchange, path.replaceFirst("^/v2/(.*)/manifests/(.*)$", "$1:$2"));
      } else {
        send(exchange, new byte[0]);
      }
    }
  }

  /** A blob comes in one piece or several, and is complete when its digest is told. */
  private void upload(HttpExchange exchange, String path) throws IOException {
    boolean begins = exchange.getRequestMethod().equals("POST");
    var place = begins ? path + (uploads.size() + 1) : path;
    var before = uploads.getOrDefault(place, new byte[0]);
    var added = exchange.getRequestBody().readAllBytes();
    var all = new byte[before.length + added.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(added, 0, all, before.length, added.length);
    uploads.put(place, all);
    exchange.getResponseHeaders().set("Location", place);
    boolean ends = exchange.getRequestMethod().equals("PUT");
    if (ends) {
      blobs.put(digest(all), all);
    }
    exchange.sendResponseHeaders(ends ? 201 : 202, -1);
  }

  private void manifest(HttpExchange exchange, String name) throws IOException {
    if (!exchange.getRequestMethod().equals("PUT")) {
      send(exchange, manifests.get(name));
      return;
    }
    var content = exchange.getRequestBody().readAllBytes();
    manifests.put(name, content);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content));
    exchange.sendResponseHeaders(201, -1);
  }

  /** Null is not there. */
  private static void send(HttpExchange exchange, byte @Nullable [] content) throws IOException {
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (exchange.getRequestMethod().equals("HEAD") || content.length == 0) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static String digest(byte[] content) {
    return "sha256:" + HexFormat.of().formatHex(BaseImage.sha256().digest(content));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
