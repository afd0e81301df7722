package io.vpcep.operator.monitoring;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What somebody on call would be told: keeps all that Alertmanager sends. */
public final class Webhook implements AutoCloseable {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final List<Notification> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  record Message(List<Notification> alerts) {}

  private Webhook(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of loopback. */
  public static Webhook open() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var webhook = new Webhook(server);
    server.createContext("/", webhook::receive);
    server.start();
    return webhook;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.addAll(JSON.readValue(exchange.getRequestBody(), Message.class).alerts());
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /** All notifications, in the order in which they came. */
  public List<Notification> received() {
    return List.copyOf(received);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
