package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.SERVICE;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.support.FakeSourceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list that is read once, as the commands do. */
class OneTimeListTest {

  private static final String ID = SERVICE.source().id();

  private final PollerFixture fixture = new PollerFixture();
  private final FakeSourceClient cloud = fixture.cloud;

  /** After how many walks it waited. */
  private final List<Integer> pauses = new ArrayList<>();

  @Test
  void hasAllPages() throws Exception {
    cloud.holds(ID, many(25)).givesAtMost(10);

    var list = read();

    assertThat(list.connections()).hasSize(25).doesNotHaveDuplicates();
    assertThat(list.size()).isEqualTo(25);
    assertThat(cloud.calls()).extracting(ListQuery::offset).containsExactly(0, 10, 20);
  }

  @Test
  void isReadAgainIfItChangesMeanwhile() throws Exception {
    cloud.holds(ID, many(25)).givesAtMost(10);
    var calls = new AtomicInteger();
    cloud.afterEachCall(
        query -> {
          if (calls.incrementAndGet() == 1) {
            cloud.remove(ID, "endpoint-0");
          }
        });

    var list = read();

    assertThat(list.connections())
        .extracting(Connection::endpointId)
        .hasSize(24)
        .doesNotContain("endpoint-0");
  }

  @Test
  void isNoListIfItNeverStandsStill() {
    cloud.holds(ID, many(25)).givesAtMost(10);
    var calls = new AtomicInteger();
    cloud.afterEachCall(
        query -> cloud.put(ID, aConnection().of("new-" + calls.getAndIncrement()).build()));

    assertThat(failureOfReading())
        .isEqualTo(
            new CloudFailure(
                Reason.CLOUD_UNAVAILABLE,
                "The list of VPC endpoint service service-1 kept changing while it was read."));
  }

  @Test
  void isReadAgainIfItsLastPageGoesMeanwhile() throws Exception {
    cloud.holds(ID, many(21)).givesAtMost(10);
    var calls = new AtomicInteger();
    cloud.afterEachCall(
        query -> {
          if (calls.incrementAndGet() == 2) {
            cloud.remove(ID, "endpoint-0");
          }
        });

    assertThat(read().connections()).hasSize(20);
    assertThat(pauses).containsExactly(1);
  }

  @Test
  void isNoListIfTheCloudDoesNotRespond() {
    cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));

    assertThat(failureOfReading()).isEqualTo(failure(Reason.CLOUD_UNAVAILABLE));
    assertThat(cloud.calls()).as("one walk").hasSize(1);
  }

  @Test
  void isNoListIfAPageFails() {
    cloud.holds(ID, many(25)).givesAtMost(10);
    cloud.failsAt(10, failure(Reason.CLOUD_UNAVAILABLE));

    assertThat(failureOfReading()).isEqualTo(failure(Reason.CLOUD_UNAVAILABLE));
  }

  @Test
  void namesTheSourceThatIsNotThere() {
    cloud.failsFor(ID, failure(Reason.SOURCE_NOT_FOUND));

    assertThat(failureOfReading().message())
        .startsWith("VPC endpoint service service-1 does not exist in project ");
  }

  @Test
  void countsWhatCannotBeUnderstood() throws Exception {
    cloud.holds(ID, many(2));
    cloud.garble(ID, "odd", null, failure(Reason.INVALID_RESPONSE));

    var list = read();

    assertThat(list.connections()).hasSize(2);
    assertThat(list.unreadable()).isEqualTo(1);
    assertThat(list.size()).isEqualTo(3);
    assertThat(list.failure()).isEqualTo(failure(Reason.INVALID_RESPONSE));
  }

  @Test
  void isNoListIfAConnectionHasNoId() {
    cloud.holds(ID, many(2));
    cloud.garble(ID, null, 7L, failure(Reason.INVALID_RESPONSE));

    assertThat(failureOfReading()).isEqualTo(failure(Reason.INVALID_RESPONSE));
    assertThat(pauses).containsExactly(1, 2);
  }

  @Test
  void isNotReadAgainIfItIsTooLong() {
    cloud.holds(ID, many(PollLimits.MAX_CONNECTIONS + 1));

    assertThat(failureOfReading().message()).contains("has more than 50,000 connections");
    assertThat(pauses).isEmpty();
  }

  @Test
  void isNotReadAgainIfItTakesTooLong() {
    cloud.holds(ID, many(25)).givesAtMost(10);
    cloud.afterEachCall(query -> fixture.time.pass(PollLimits.MAX_READING.plusSeconds(1)));

    assertThat(failureOfReading().message()).contains("could not be read within 10 minutes");
    assertThat(pauses).isEmpty();
  }

  private CloudFailure failureOfReading() {
    return catchThrowableOfType(CloudException.class, this::read).failure();
  }

  private OneTimeList read() throws CloudException, InterruptedException {
    return OneTimeList.read(SERVICE, cloud, fixture, fixture.time, pauses::add);
  }

  private static Connection[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> aConnection().of("endpoint-" + i).marked((long) i).build())
        .toArray(Connection[]::new);
  }
}
