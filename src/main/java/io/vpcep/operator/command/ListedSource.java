package io.vpcep.operator.command;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.poll.OneTimeList;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What of a list somebody asked for.
 *
 * @param target what was read
 * @param list all of it
 * @param connections those that were asked for: by creation time, those without one last, then by
 *     endpoint ID
 */
public record ListedSource(Target target, OneTimeList list, List<Connection> connections) {

  private static final Comparator<Connection> OLDEST_FIRST =
      comparing(Connection::createdTime, nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(Connection::endpointId);

  public ListedSource {
    connections = List.copyOf(connections);
  }

  /** What the filter lets pass. */
  public static ListedSource of(Target target, OneTimeList list, ConnectionFilter filter) {
    return new ListedSource(
        target, list, list.connections().stream().filter(filter).sorted(OLDEST_FIRST).toList());
  }

  /** The outcome of reading the list, for the user of the command. */
  List<String> notes(String done) {
    return Stream.of(
            "%s lists %s%s; nothing was changed"
                .formatted(
                    target.key().source(), count(list.size()), done.isEmpty() ? "" : "; " + done),
            list.failure() == null
                ? null
                : "%s cannot be read: %s"
                    .formatted(count(list.unreadable()), list.failure().message()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** So many connections. */
  static String count(int connections) {
    return connections + (connections == 1 ? " connection" : " connections");
  }
}
