package io.vpcep.operator.command;

import static java.util.stream.Collectors.joining;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.decision.StatusTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Connections as a table with one line for each. */
final class ConnectionTable {

  private static final List<String> HEAD =
      List.of("ENDPOINT", "STATE", "MARKER", "DOMAIN", "CREATED", "UPDATED", "ERROR");

  private static final String GAP = "   ";

  /** Never empty, so that programs can count the columns before the last. */
  private static final String NOTHING = "-";

  private ConnectionTable() {}

  static String of(List<Connection> connections) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    connections.forEach(connection -> rows.add(row(connection)));
    var widths =
        IntStream.range(0, HEAD.size() - 1)
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(joining());
  }

  private static List<String> row(Connection connection) {
    return List.of(
        connection.endpointId(),
        connection.state().value(),
        shown(connection.markerId()),
        shown(connection.domainId()),
        time(connection.createdTime()),
        time(connection.updatedTime()),
        shown(connection.errors().stream().map(ConnectionTable::error).collect(joining("; "))));
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var cell = row.get(i);
      line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
    }
    return line.append(row.get(widths.length)).append('\n').toString();
  }

  private static String error(ConnectionError error) {
    return Stream.of(error.code(), error.message())
        .filter(text -> !text.isEmpty())
        .collect(joining(": "));
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NOTHING : StatusTime.format(time);
  }

  private static String shown(@Nullable Object value) {
    return value == null || value.toString().isEmpty() ? NOTHING : value.toString();
  }
}
