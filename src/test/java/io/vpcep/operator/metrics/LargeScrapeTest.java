package io.vpcep.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.management.ManagementServer;
import io.vpcep.operator.metrics.GaugeCollector.Exported;
import io.vpcep.operator.metrics.GaugeCollector.Resources;
import io.vpcep.operator.metrics.Meters.Replica;
import io.vpcep.operator.poll.SourceView;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.ResourceBuilder;
import io.vpcep.operator.support.Times;
import io.vpcep.operator.time.Now;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a scrape of many connections costs, of which one in 20 waits, and one in 100 for too long.
 */
class LargeScrapeTest {

  private static final AccountReadiness ALL_ACCOUNTS =
      new AccountReadiness(LabelSelector.ALL, key -> null);

  private static final Logger LOG = LoggerFactory.getLogger(LargeScrapeTest.class);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final AccountKey ACCOUNT = new AccountKey("shop", "prod");
  private static final int SOURCES = 10;

  @Test
  void aThousandConnectionsHaveAsManySeriesAsThePageSays() throws Exception {
    try (var server = serve(1_000)) {
      assertThat(Files.readString(Path.of("docs/metrics.md")))
          .contains("**%,d** series".formatted(count(server, "*/*")));
    }
  }

  @Test
  void tenThousandConnectionsAreScrapedWholeInEitherFormat() throws Exception {
    try (var server = serve(10_000)) {
      for (var format : List.of("text/plain", "application/openmetrics-text")) {
        long start = System.nanoTime();
        long series = count(server, format);
        LOG.info(
            "{} series as {} took {} ms",
            series,
            format,
            Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertThat(series).isEqualTo(10_000 + 500 + 100 + SOURCES * 5 + 12);
      }
    }
  }

  private static ManagementServer serve(int connections) throws Exception {
    var registry = new Exposition().registry();
    new Meters(
        registry, "1.2.3", "abc1234", new Replica("vpcep-system", "vpcep-operator", () -> true));
    var resources = IntStream.range(0, connections).mapToObj(LargeScrapeTest::connection).toList();
    var sources = IntStream.range(0, SOURCES).mapToObj(LargeScrapeTest::source).toList();
    registry
        .getPrometheusRegistry()
        .register(
            new GaugeCollector(
                new Resources(
                    resources::stream,
                    (namespace, source) -> Stream.of(),
                    Stream::of,
                    Stream::of,
                    () -> Stream.of(account())),
                () -> sources,
                Map::of,
                new Exported(true, Map.of(), ALL_ACCOUNTS),
                () -> new Now(NOON, Times.at(NOON)),
                () -> {}));
    return ManagementServer.start(
        "127.0.0.1", 0, (type, out) -> registry.scrape(out, type), () -> "", () -> "");
  }

  /** How many lines are no comments. */
  private static long count(ManagementServer server, String accept) throws Exception {
    var connection =
        URI.create("http://127.0.0.1:" + server.port() + "/metrics").toURL().openConnection();
    connection.setRequestProperty("Accept", accept);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).count();
    }
  }

  private static VpcEndpointConnection connection(int i) {
    var resource = ResourceBuilder.aResource().watchingService("service-" + i % SOURCES).build();
    resource.getMetadata().setName("connection-" + i);
    boolean waits = i % 20 == 0;
    resource.setStatus(
        ResourceBuilder.aStatus(
            waits ? "pendingAcceptance" : "accepted",
            waits ? "2026-03-01T11:00:00Z" : null,
            i % 100 == 0 ? List.of(overdue()) : null));
    return resource;
  }

  private static Condition overdue() {
    return new Condition(
        Condition.STALLED, "True", 1L, NOON.toString(), Condition.ACCEPTANCE_OVERDUE, "It waits.");
  }

  private static CloudAccount account() {
    var account = new CloudAccount();
    account.getMetadata().setNamespace(ACCOUNT.namespace());
    account.getMetadata().setName(ACCOUNT.name());
    var ready = new Condition(Condition.READY, "True", 1L, NOON.toString(), "Authenticated", "");
    account.setStatus(new CloudAccountStatus(1L, null, null, null, List.of(ready)));
    return account;
  }

  private static SourceView source(int i) {
    return new SourceView(
        new SourceKey(ACCOUNT, new Source(VpcepSource.KIND, "service-" + i)),
        Duration.ofMinutes(1),
        1,
        Times.at(NOON),
        Times.at(NOON),
        Map.of("accepted", 95, "pendingAcceptance", 5),
        null);
  }
}
