package io.vpcep.operator.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.bench.GrowthChart.Curve;
import io.vpcep.operator.bench.GrowthChart.Panel;
import io.vpcep.operator.bench.GrowthChart.Point;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class GrowthChartTest {

  @Test
  void drawsEachPointOfEachCurve() throws Exception {
    var ours = new Curve("ours", List.of(new Point(100, 10), new Point(30_000, 30)));
    var listed = new Curve("listed", List.of(new Point(100_000, 100)));
    var textbook = new Curve("textbook", List.of(new Point(100, 100)));

    var svg = GrowthChart.svg(List.of(new Panel("calls", List.of(ours, listed, textbook))));

    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(3);
  }

  @Test
  void hasAPlaceForCostsOfNothing() {
    var flat = new Curve("ours", List.of(new Point(100, 0), new Point(1_000, 0)));

    assertThat(GrowthChart.svg(List.of(new Panel("CPU", List.of(flat)))))
        .contains("<polyline")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void leavesOutWhatWasNotMeasured() {
    var nothing = new Curve("ours", List.of());

    assertThat(GrowthChart.svg(List.of(new Panel("CPU", List.of(nothing)))))
        .doesNotContain("<polyline");
  }
}
