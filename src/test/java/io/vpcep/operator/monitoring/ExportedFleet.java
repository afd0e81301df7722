package io.vpcep.operator.monitoring;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.management.ManagementServer;
import io.vpcep.operator.metrics.AccountReadiness;
import io.vpcep.operator.metrics.GaugeCollector;
import io.vpcep.operator.metrics.GaugeCollector.Exported;
import io.vpcep.operator.metrics.GaugeCollector.Resources;
import io.vpcep.operator.metrics.Meters;
import io.vpcep.operator.metrics.Meters.Replica;
import io.vpcep.operator.support.ResourceBuilder;
import io.vpcep.operator.support.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics that the operator would export of these resources, whose team is a label. */
final class ExportedFleet implements AutoCloseable {

  private static final AccountReadiness ALL_ACCOUNTS =
      new AccountReadiness(LabelSelector.ALL, key -> null);

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final List<VpcEndpointConnection> connections = new ArrayList<>();
  private final List<CloudAccount> accounts = new ArrayList<>();
  private @Nullable ManagementServer server;

  private ExportedFleet() {}

  static ExportedFleet create() {
    return new ExportedFleet();
  }

  /**
   * Adds connections of one service, which account {@code prod} reads.
   *
   * @param team empty for none
   */
  ExportedFleet connections(int count, String namespace, String state, String team) {
    for (int i = 0; i < count; i++) {
      var resource =
          ResourceBuilder.aResource()
              .watchingService("service-1")
              .withStatus(ResourceBuilder.aStatus(state, null, null))
              .build();
      resource.getMetadata().setNamespace(namespace);
      resource.getMetadata().setName("connection-" + connections.size());
      resource.getMetadata().setLabels(labels(team));
      connections.add(resource);
    }
    return this;
  }

  /** Adds account {@code prod} of a namespace. */
  ExportedFleet account(String namespace, boolean ready, String team) {
    var account = new CloudAccount();
    account.getMetadata().setNamespace(namespace);
    account.getMetadata().setName("prod");
    account.getMetadata().setLabels(labels(team));
    var condition =
        new Condition(
            Condition.READY, ready ? "True" : "False", 1L, NOW.toString(), "Reason", "A sentence.");
    account.setStatus(new CloudAccountStatus(1L, null, null, null, List.of(condition)));
    accounts.add(account);
    return this;
  }

  private static Map<String, String> labels(String team) {
    return team.isEmpty() ? Map.of() : Map.of("team", team);
  }

  /** Serves the metrics on a free port of loopback. */
  ExportedFleet serve() throws IOException {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new Meters(registry, "1.2.3", "abc1234", new Replica("vpcep-system", "shard-a", () -> true));
    registry
        .getPrometheusRegistry()
        .register(
            new GaugeCollector(
                new Resources(
                    connections::stream,
                    (namespace, source) -> Stream.of(),
                    Stream::of,
                    Stream::of,
                    accounts::stream),
                List::of,
                Map::of,
                new Exported(true, Map.of("team", "label_team"), ALL_ACCOUNTS),
                () -> Times.now(NOW),
                () -> {}));
    server =
        ManagementServer.start(
            "127.0.0.1", 0, (type, out) -> registry.scrape(out, type), () -> "", () -> "");
    return this;
  }

  int port() {
    return server == null ? 0 : server.port();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
