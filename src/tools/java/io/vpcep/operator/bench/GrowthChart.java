package io.vpcep.operator.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws the growth of costs with the number of connections as SVG, both axes logarithmic. */
final class GrowthChart {

  private static final int WIDTH = 300;

  /** So that the last number below an axis is not cut off. */
  private static final int MARGIN = 20;

  private static final int HEIGHT = 220;
  private static final int LEFT = 55;
  private static final int RIGHT = 15;
  private static final int TOP = 34;
  private static final int BOTTOM = 40;
  private static final int LEGEND = 26;

  private GrowthChart() {}

  /** A cost at a number of connections. */
  record Point(int connections, double cost) {}

  /** How a cost grows for one contender: {@code ours}, {@code listed} or {@code textbook}. */
  record Curve(String contender, List<Point> points) {}

  /** One picture: what is drawn over the connections, with its unit. */
  record Panel(String title, List<Curve> curves) {}

  /** Draws the panels side by side. */
  static String svg(List<Panel> panels) {
    var text = new StringBuilder();
    int width = WIDTH * panels.size() + MARGIN;
    int height = HEIGHT + LEGEND;
    text.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d"
             font-family="system-ui, sans-serif" font-size="11" fill="#444">
        <style>
          .ours {stroke: #0a6cbd; fill: #0a6cbd} .textbook {stroke: #c2571a; fill: #c2571a}
          .listed {stroke: #2f8a3c; fill: #2f8a3c}
          polyline {fill: none !important; stroke-width: 2} .grid {stroke: #ddd}
          text {stroke: none !important} text[class] {font-weight: bold}
        </style>
        <rect width="%1$d" height="%2$d" fill="#fff"/>
        """
            .formatted(width, height));
    for (int i = 0; i < panels.size(); i++) {
      text.append("<g transform=\"translate(%d 0)\">%n".formatted(i * WIDTH));
      draw(text, panels.get(i));
      text.append("</g>\n");
    }
    text.append(
        """
        <text x="%1$d" y="%2$d" class="ours">— this operator, resources</text>
        <text x="%3$d" y="%2$d" class="listed">— this operator, services watched as a whole</text>
        <text x="%4$d" y="%2$d" class="textbook">— textbook operator</text>
        <text x="%5$d" y="%2$d">both axes logarithmic</text>
        </svg>
        """
            .formatted(LEFT, HEIGHT + 12, LEFT + 180, LEFT + 470, LEFT + 610));
    return text.toString();
  }

  private static void draw(StringBuilder text, Panel panel) {
    var points = panel.curves().stream().flatMap(curve -> curve.points().stream()).toList();
    if (points.isEmpty()) {
      return;
    }
    var across =
        Axis.over(points.stream().mapToDouble(Point::connections).toArray(), LEFT, WIDTH - RIGHT);
    var up = Axis.over(points.stream().mapToDouble(Point::cost).toArray(), HEIGHT - BOTTOM, TOP);
    text.append(
        "<text x=\"%d\" y=\"18\" font-size=\"13\">%s</text>%n".formatted(LEFT, panel.title()));
    for (double tick : up.ticks()) {
      text.append(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%2$s\" y2=\"%2$s\"/>%n"
              .replace("%2$s", number(up.at(tick)))
              .formatted(LEFT, WIDTH - RIGHT));
      text.append(
          "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>%n"
              .formatted(LEFT - 6, number(up.at(tick) + 4), label(tick)));
    }
    for (double tick : across.ticks()) {
      text.append(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
              .formatted(number(across.at(tick)), HEIGHT - BOTTOM + 16, label(tick)));
    }
    text.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">connections</text>%n"
            .formatted((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 31));
    for (var curve : panel.curves()) {
      draw(text, curve, across, up);
    }
  }

  private static void draw(StringBuilder text, Curve curve, Axis across, Axis up) {
    var corners =
        curve.points().stream()
            .map(
                point -> number(across.at(point.connections())) + "," + number(up.at(point.cost())))
            .collect(Collectors.joining(" "));
    text.append("<polyline class=\"%s\" points=\"%s\"/>%n".formatted(curve.contender(), corners));
    for (var point : curve.points()) {
      text.append(
          "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"><title>%d: %s</title></circle>%n"
              .formatted(
                  curve.contender(),
                  number(across.at(point.connections())),
                  number(up.at(point.cost())),
                  point.connections(),
                  String.format(Locale.ROOT, "%.2f", point.cost())));
    }
  }

  /**
   * A logarithmic axis of whole decades.
   *
   * @param first the exponent of ten where it begins
   * @param last the exponent of ten where it ends
   * @param from the pixel of the beginning
   * @param to the pixel of the end
   */
  private record Axis(int first, int last, int from, int to) {

    /** Costs of nothing are drawn as this, because zero has no place on such an axis. */
    private static final double LEAST = 0.01;

    static Axis over(double[] values, int from, int to) {
      double least = Double.MAX_VALUE;
      double most = LEAST;
      for (double value : values) {
        least = Math.min(least, Math.max(value, LEAST));
        most = Math.max(most, value);
      }
      int first = (int) Math.floor(Math.log10(least));
      return new Axis(first, Math.max((int) Math.ceil(Math.log10(most)), first + 1), from, to);
    }

    double at(double value) {
      double share = (Math.log10(Math.max(value, LEAST)) - first) / (last - first);
      return from + share * (to - from);
    }

    List<Double> ticks() {
      return IntStream.rangeClosed(first, last)
          .mapToObj(exponent -> Math.pow(10, exponent))
          .toList();
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String label(double tick) {
    return tick < 1
        ? String.format(Locale.ROOT, "%.2f", tick)
        : String.format(Locale.ROOT, "%,.0f", tick);
  }
}
