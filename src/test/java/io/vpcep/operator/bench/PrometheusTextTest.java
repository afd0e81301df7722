package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

  private static final String TEXT =
      """
      # HELP apiserver_request_total [STABLE] Counter of apiserver requests.
      # TYPE apiserver_request_total counter
      apiserver_request_total{code="200",group="vpcep.io",resource="vpcendpointconnections",subresource="status",verb="PUT"} 10
      apiserver_request_total{code="409",group="vpcep.io",resource="vpcendpointconnections",subresource="status",verb="PUT"} 2
      apiserver_request_total{code="201",group="events.k8s.io",resource="events",subresource="",verb="POST"} 1.2e+01
      apiserver_request_total{code="200",group="vpcep.io",resource="vpcendpointconnections",subresource="",verb="LIST"} 7
      apiserver_request_total{code="200",group="coordination.k8s.io",resource="leases",subresource="",verb="PUT"} 99
      apiserver_request_total{code="201",group="",resource="namespaces",subresource="",verb="POST"} 3
      apiserver_request_total_of_another{verb="PUT"} 5
      plain_total 42
      """;

  @Test
  void readsTheSeriesOfOneMetricOnly() {
    assertThat(PrometheusText.samples(TEXT, "apiserver_request_total")).hasSize(6);
    assertThat(PrometheusText.samples(TEXT, "plain_total"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isEqualTo(42));
  }

  @Test
  void readsLabelsWithQuotationMarksAndBraces() {
    assertThat(PrometheusText.samples("m{a=\"x\\\"}y\",b=\"z\"} 1", "m"))
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.label("a")).isEqualTo("x\\\"}y");
              assertThat(sample.label("b")).isEqualTo("z");
              assertThat(sample.label("c")).isEmpty();
            });
  }

  @Test
  void countsTheWritesOfContendersWhateverTheirOutcomeButNoLeases() {
    assertThat(ApiServerMeter.count(TEXT))
        .containsOnly(entry("PUT vpcendpointconnections/status", 12L), entry("POST events", 12L));
  }

  @Test
  void tellsOnlyWhatWasAdded() {
    var before = Map.of("POST events", 5L, "PUT a/status", 1L);
    var after = Map.of("POST events", 5L, "PUT a/status", 4L, "PATCH b", 1L);

    assertThat(ApiServerMeter.between(before, after))
        .containsOnly(entry("PUT a/status", 3L), entry("PATCH b", 1L));
  }
}
