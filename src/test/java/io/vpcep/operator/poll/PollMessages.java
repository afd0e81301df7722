package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static java.util.Objects.requireNonNull;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.MessageList;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What is said of lists that make no sense, or do not end. */
public final class PollMessages {

  private static final String SERVICE = "service-1";
  private static final Source SOURCE = new Source(VpcepSource.KIND, SERVICE);

  private PollMessages() {}

  /** Adds them. */
  public static void add(MessageList list) {
    list.section("Lists");
    add(list, "the list never ends", fixture -> fixture.cloud.neverEnds(1, Long.MAX_VALUE));
    add(list, "the list is too long", fixture -> fixture.cloud.neverEnds(1000, Long.MAX_VALUE));
    add(list, "the list changes with each page", PollMessages::changeWithEachPage);
    add(
        list,
        "the cloud lists others than the one that was asked for",
        fixture -> {
          fixture.cloud.holds(SERVICE, connections(3));
          fixture.cloud.ignoresFilters();
        });
    list.add("the list takes too long", slow());
  }

  private static void changeWithEachPage(PollerFixture fixture) {
    fixture.cloud.holds(SERVICE, connections(9));
    fixture.cloud.cannotFilter();
    fixture.cloud.givesAtMost(3);
    var next = IntStream.iterate(100, i -> i + 1).iterator();
    fixture.cloud.afterEachCall(
        query -> fixture.cloud.put(SERVICE, aConnection().of("endpoint-" + next.next()).build()));
  }

  private static void add(MessageList list, String situation, Consumer<PollerFixture> cloud) {
    var fixture = new PollerFixture();
    cloud.accept(fixture);
    fixture.watch("w", aWatch("missing"));
    fixture.time.pass(SECOND);
    var failure = requireNonNull(fixture.known("w").failure(), situation);
    list.add("%s: %s".formatted(situation, failure.reason().value()), failure.message());
  }

  private static String slow() {
    var time = new FakeClock(Instant.EPOCH);
    var budget = new ReadBudget(SOURCE, time);
    time.pass(Duration.ofMinutes(11));
    return requireNonNull(budget.exceeded()).message();
  }

  private static Connection[] connections(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> aConnection().of("endpoint-" + i).build())
        .toArray(Connection[]::new);
  }
}
