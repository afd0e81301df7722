package io.vpcep.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.cloud.HttpProxy;
import io.vpcep.operator.cloud.NoProxyRule;
import io.vpcep.operator.cloud.support.SelfSigned;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.leadership.LeaseTerms;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  /** The documentation's example, word for word. */
  private static final String EXAMPLE =
      """
      clouds:                                  # huaweicloud, huaweicloud-eu and otc are built in; more can be added or overridden
        emulator: {iam: "http://127.0.0.1:9080", vpcep: "http://127.0.0.1:9080", css: "http://127.0.0.1:9080"}   # {region} is replaced
      polling: {defaultInterval: 60s, activeInterval: 15s, minInterval: 10s, fullSweepEvery: 10m, staleAfter: 10m}
      rateLimit: {requestsPerSecond: 10, burst: 20}      # for each account
      watch: {namespaces: [], labelSelector: ""}         # empty: all; the selector shards a fleet over several releases
      leaderElection: {enabled: false, leaseName: vpcep-operator, leaseNamespace: "", leaseDuration: 15s, renewDeadline: 10s, retryPeriod: 2s}
      http: {port: 8080, connectTimeout: 5s, readTimeout: 30s, maxResponseBytes: 16MiB, proxy: "", caBundle: ""}
      metrics: {perConnection: true, connectionLabels: []}
      acceptance: {enabled: false}
      """;

  @Test
  void acceptsTheDocumentedExampleWhichShowsTheDefaults() throws Exception {
    var settings = Settings.parse(EXAMPLE);
    var defaults = Settings.defaults();

    assertThat(settings).usingRecursiveComparison().ignoringFields("clouds").isEqualTo(defaults);
    assertThat(settings.clouds().names())
        .containsExactly("emulator", "huaweicloud", "huaweicloud-eu", "otc");
    assertThat(defaults.clouds().names()).containsExactly("huaweicloud", "huaweicloud-eu", "otc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "---\n", "# all defaults\n", "clouds:\npolling:\nhttp: {}\n", "null"})
  void takesTheDefaultsForWhatIsNotThere(String yaml) throws Exception {
    assertThat(Settings.parse(yaml)).usingRecursiveComparison().isEqualTo(Settings.defaults());
  }

  @Test
  void readsEveryKey(@TempDir Path folder) throws Exception {
    var bundle = SelfSigned.create(folder).pem();
    var settings =
        Settings.parse(
            """
            polling: {defaultInterval: 1m30s, activeInterval: 30s, minInterval: 1s, fullSweepEvery: 1h, staleAfter: 15m}
            rateLimit: {requestsPerSecond: 3, burst: 7}
            watch: {namespaces: [shop, team-b], labelSelector: "shard=a,tier in (gold, silver),!old"}
            http:
              address: 127.0.0.1
              port: 0
              connectTimeout: 500ms
              readTimeout: 1.5s
              maxResponseBytes: 2MiB
              proxy: http://proxy.example:3128
              noProxy: [iam.example, 10.0.0.0/8]
              caBundle: %s
            metrics: {perConnection: false, connectionLabels: [team, app.kubernetes.io/partOf]}
            acceptance: {enabled: true}
            leaderElection:
              enabled: true
              leaseName: vpcep-operator-a
              leaseNamespace: vpcep-system
              leaseDuration: 1m
              renewDeadline: 40s
              retryPeriod: 2.5s
            """
                .formatted(bundle));

    assertThat(settings.pollPolicy())
        .isEqualTo(
            new PollPolicy(
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofMinutes(15)));
    assertThat(settings.rateLimit()).isEqualTo(new Settings.RateLimit(3, 7));
    assertThat(settings.watch().namespaces()).containsExactly("shop", "team-b");
    assertThat(settings.watch().labelSelector().text())
        .isEqualTo("shard=a,tier in (gold, silver),!old");
    assertThat(settings.http())
        .isEqualTo(
            new Settings.Http(
                "127.0.0.1",
                0,
                Duration.ofMillis(500),
                Duration.ofMillis(1500),
                2 << 20,
                new HttpProxy(
                    URI.create("http://proxy.example:3128"),
                    List.of(NoProxyRule.parse("iam.example"), NoProxyRule.parse("10.0.0.0/8"))),
                bundle));
    assertThat(settings.metrics().perConnection()).isFalse();
    assertThat(settings.metrics().connectionLabels())
        .containsExactly(
            Map.entry("team", "label_team"),
            Map.entry("app.kubernetes.io/partOf", "label_app_kubernetes_io_part_of"));
    assertThat(settings.acceptanceEnabled()).isTrue();
    assertThat(settings.leaderElection())
        .isEqualTo(
            new Settings.LeaderElection(
                true,
                "vpcep-operator-a",
                "vpcep-system",
                new LeaseTerms(
                    Duration.ofMinutes(1), Duration.ofSeconds(40), Duration.ofMillis(2500))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"polling: {minInterval: 5m}", "polling: {minInterval: 5m, defaultInterval: 2s}"})
  void raisesTheDefaultIntervalToAHigherMinimum(String yaml) throws Exception {
    assertThat(Settings.parse(yaml).pollPolicy().defaultInterval())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shard=a",
        "shard==a",
        "shard!=a",
        "shard=",
        "shard",
        "!shard",
        "example.com/shard=a, tier = gold",
        "shard in (a)",
        "shard notin ( a, b )",
        "cpus > 4"
      })
  void acceptsLabelSelectorsAsKubectlDoes(String selector) throws Exception {
    var settings = Settings.parse("watch: {labelSelector: \"" + selector + "\"}");

    assertThat(settings.watch().labelSelector().text()).isEqualTo(selector.strip());
  }

  @Test
  void namesTheFileThatItCannotUse(@TempDir Path folder) throws Exception {
    var missing = folder.resolve("missing.yaml");
    var binary =
        Files.write(folder.resolve("latin1.yaml"), "# ü".getBytes(StandardCharsets.ISO_8859_1));
    var wrong = Files.writeString(folder.resolve("wrong.yaml"), "http: {port: 80801}");

    assertThatThrownBy(() -> Settings.load(missing)).hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> Settings.load(binary)).hasMessage(binary + ": not encoded in UTF-8");
    assertThatThrownBy(() -> Settings.load(folder))
        .hasMessage(folder + ": cannot be read: Is a directory");
    assertThatThrownBy(() -> Settings.load(wrong))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            wrong + ": http.port: Invalid value: 80801: must be a whole number from 0 to 65535");
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("config.yaml"), EXAMPLE);

    assertThat(Settings.load(file).http().port()).isEqualTo(8080);
  }
}
