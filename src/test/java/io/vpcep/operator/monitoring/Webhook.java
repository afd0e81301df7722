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

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /**
   * One notification of Alertmanager.
   *
   * @param receiver whom it is for
   * @param truncatedAlerts how many more alerts it is about
   */
  public record Message(String receiver, int truncatedAlerts, List<Notification> alerts) {

    /** The name of the alert that the first one is. */
    String alert() {
      return alerts.get(0).alert();
    }
  }

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
      messages.add(JSON.readValue(exchange.getRequestBody(), Message.class));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /** All alerts, in the order in which they came. */
  public List<Notification> received() {
    return messages.stream().flatMap(message -> message.alerts().stream()).toList();
  }

  /** All messages, in the order in which they came. */
  List<Message> messages() {
    return List.copyOf(messages);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
