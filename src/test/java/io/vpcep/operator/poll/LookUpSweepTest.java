package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Sighting;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the only watched connection of a large service is read. */
class LookUpSweepTest {

  private static final String SERVICE = "service-1";

  private final Polling polling = new Polling();

  @BeforeEach
  void watchOne() {
    polling.cloud.holds(
        SERVICE,
        IntStream.range(0, 2_500)
            .mapToObj(i -> aConnection().of("endpoint-" + i).marked((long) i).build())
            .toArray(Connection[]::new));
    polling.watch("w0", aWatch("endpoint-0"));
    polling.time.pass(SECOND.plus(MINUTE));
  }

  @Test
  void itIsAskedForAlone() {
    // Given
    polling.cloud.calls().clear();

    // When
    polling.time.pass(MINUTE.multipliedBy(15));

    // Then
    assertThat(polling.cloud.calls()).hasSize(15).allMatch(call -> call.endpointId() != null);
    assertThat(polling.known("w0").sighting()).isInstanceOf(Sighting.Present.class);
    assertThat(polling.poller.sources())
        .singleElement()
        .satisfies(source -> assertThat(source.census()).isEmpty());
  }

  @Test
  void whereThatFindsNothingItIsLookedForInTheWholeList() {
    // Given
    polling.cloud.remove(SERVICE, "endpoint-0");

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.known("w0"))
        .isEqualTo(Observation.of(new Sighting.Absent(), polling.known("w0").since()));
    assertThat(polling.kinds()).endsWith(SweepKind.FULL);
  }
}
