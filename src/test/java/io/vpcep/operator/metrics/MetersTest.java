package io.vpcep.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.metrics.Meters.Replica;
import io.vpcep.operator.poll.SweepKind;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {

  private static final SourceKey SOURCE =
      new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, "s-1"));

  private final Exposition exposition = new Exposition();
  private final Meters meters =
      new Meters(
          exposition.registry(),
          "1.2.3",
          "abc1234",
          new Replica("vpcep-system", "shard-a", () -> true));

  @Test
  void saysWhatIsRunning() {
    exposition.assertType("vpcep_build_info", "gauge");
    assertThat(exposition.series("vpcep_build_info"))
        .containsExactly(
            "vpcep_build_info{java=\"%s\",revision=\"abc1234\",version=\"1.2.3\"} 1"
                .formatted(Runtime.version()));
    exposition.assertType("vpcep_leader", "gauge");
    assertThat(exposition.series("vpcep_leader"))
        .containsExactly("vpcep_leader{lease=\"shard-a\",namespace=\"vpcep-system\"} 1.0");
  }

  @Test
  void aStandbyWhoseNamespaceIsUnknownLeavesThatToTheScrape() {
    var standby = new Exposition();

    new Meters(standby.registry(), "1", "a", new Replica(null, "vpcep-operator", () -> false));

    assertThat(standby.series("vpcep_leader"))
        .containsExactly("vpcep_leader{lease=\"vpcep-operator\"} 0.0");
  }

  @Test
  void countsAndTimesEveryCall() {
    meters.called("otc", "vpcep", "listConnections", "200", Duration.ofMillis(120));
    meters.called("otc", "vpcep", "listConnections", "200", Duration.ofMillis(80));
    meters.called("otc", "iam", "createToken", "none", Duration.ofSeconds(5));

    exposition.assertType("vpcep_api_requests_total", "counter");
    assertThat(exposition.series("vpcep_api_requests_total"))
        .containsExactlyInAnyOrder(
            "vpcep_api_requests_total{api=\"vpcep\",cloud=\"otc\",code=\"200\",operation=\"listConnections\"} 2.0",
            "vpcep_api_requests_total{api=\"iam\",cloud=\"otc\",code=\"none\",operation=\"createToken\"} 1.0");
    exposition.assertType("vpcep_api_request_duration_seconds", "histogram");
    assertThat(exposition.series("vpcep_api_request_duration_seconds_sum"))
        .contains(
            "vpcep_api_request_duration_seconds_sum{api=\"vpcep\",cloud=\"otc\",code=\"200\",operation=\"listConnections\"} 0.2");
    assertThat(exposition.series("vpcep_api_request_duration_seconds_bucket"))
        .contains(
            "vpcep_api_request_duration_seconds_bucket{api=\"vpcep\",cloud=\"otc\",code=\"200\",operation=\"listConnections\",le=\"0.1\"} 1",
            "vpcep_api_request_duration_seconds_bucket{api=\"vpcep\",cloud=\"otc\",code=\"200\",operation=\"listConnections\",le=\"+Inf\"} 2");
  }

  @Test
  void timesSweepsAlsoThoseThatFail() {
    meters.swept(SOURCE, SweepKind.FULL, Duration.ofSeconds(2), null);
    meters.swept(
        SOURCE,
        SweepKind.FULL,
        Duration.ofSeconds(1),
        new CloudFailure(CloudFailure.Reason.THROTTLED, "slow"));
    meters.swept(SOURCE, SweepKind.INCREMENTAL, Duration.ofSeconds(1), null);

    exposition.assertType("vpcep_sweep_duration_seconds", "histogram");
    assertThat(exposition.series("vpcep_sweep_duration_seconds_count"))
        .containsExactly(
            "vpcep_sweep_duration_seconds_count{kind=\"full\"} 2",
            "vpcep_sweep_duration_seconds_count{kind=\"incremental\"} 1");
    assertThat(exposition.series("vpcep_sweep_duration_seconds_sum"))
        .containsExactly(
            "vpcep_sweep_duration_seconds_sum{kind=\"full\"} 3.0",
            "vpcep_sweep_duration_seconds_sum{kind=\"incremental\"} 1.0");
  }

  @Test
  void countsTransitions() {
    meters.moved(null, "pendingAcceptance");
    meters.moved("pendingAcceptance", "accepted");

    exposition.assertType("vpcep_state_transitions_total", "counter");
    assertThat(exposition.series("vpcep_state_transitions_total"))
        .containsExactlyInAnyOrder(
            "vpcep_state_transitions_total{from=\"none\",to=\"pendingAcceptance\"} 1.0",
            "vpcep_state_transitions_total{from=\"pendingAcceptance\",to=\"accepted\"} 1.0");
  }

  @Test
  void makesNoNewSeriesForTheWordsOfACloud() {
    for (int i = 0; i < 50; i++) {
      meters.moved("state-" + i, "none-" + i);
      meters.moved(i % 2 == 0 ? null : "none", "accepted");
      meters.called("otc", "css", "listConnections", String.valueOf(600 + i), Duration.ZERO);
      meters.called("otc", "css", "listConnections", "-" + i, Duration.ZERO);
    }

    assertThat(exposition.series("vpcep_state_transitions_total"))
        .containsExactlyInAnyOrder(
            "vpcep_state_transitions_total{from=\"other\",to=\"other\"} 50.0",
            "vpcep_state_transitions_total{from=\"none\",to=\"accepted\"} 25.0",
            "vpcep_state_transitions_total{from=\"other\",to=\"accepted\"} 25.0");
    assertThat(exposition.series("vpcep_api_requests_total"))
        .containsExactly(
            "vpcep_api_requests_total{api=\"css\",cloud=\"otc\",code=\"other\",operation=\"listConnections\"} 100.0");
    assertThat(exposition.series("vpcep_api_request_duration_seconds_count")).hasSize(1);
  }

  @Test
  void countsItsOwnFaultsFromNoneOn() {
    exposition.assertType("vpcep_internal_errors_total", "counter");
    assertThat(exposition.series("vpcep_internal_errors_total"))
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).endsWith(" 0.0"));

    meters.internalError("sweep");
    meters.internalError("shop/orders-db");

    assertThat(exposition.series("vpcep_internal_errors_total"))
        .hasSize(9)
        .contains(
            "vpcep_internal_errors_total{stage=\"sweep\"} 1.0",
            "vpcep_internal_errors_total{stage=\"other\"} 1.0");
  }

  @Test
  void speaksOpenMetricsToo() {
    meters.moved("creating", "accepted");

    assertThat(exposition.scrape(Exposition.OPEN_METRICS))
        .contains("vpcep_state_transitions_total{from=\"creating\",to=\"accepted\"} 1.0")
        .contains("vpcep_build_info{")
        .endsWith("# EOF\n");
  }
}
