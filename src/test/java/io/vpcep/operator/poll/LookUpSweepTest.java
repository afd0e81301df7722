package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the only watched connection of a large service is read. */
class LookUpSweepTest {

  private static final String SERVICE = "service-1";

  private final PollerFixture pollerFixture = new PollerFixture();

  @BeforeEach
  void watchOne() {
    pollerFixture.cloud.holds(
        SERVICE,
        IntStream.range(0, 2_500)
            .mapToObj(i -> aConnection().of("endpoint-" + i).marked((long) i).build())
            .toArray(Connection[]::new));
    pollerFixture.watch("w0", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND.plus(MINUTE));
  }

  @Test
  void itIsAskedForAlone() {
    // Given
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(15));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(15).allMatch(call -> call.endpointId() != null);
    assertThat(pollerFixture.known("w0").presence()).isInstanceOf(Presence.Present.class);
    assertThat(pollerFixture.poller.sources())
        .singleElement()
        .satisfies(source -> assertThat(source.stateCounts()).isEmpty());
  }

  @Test
  void whereThatFindsNothingItIsLookedForInTheWholeList() {
    // Given
    pollerFixture.cloud.remove(SERVICE, "endpoint-0");

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("w0"))
        .isEqualTo(Observation.of(new Presence.Absent(), pollerFixture.known("w0").since()));
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL);
  }
}
