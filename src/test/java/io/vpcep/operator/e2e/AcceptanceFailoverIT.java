package io.vpcep.operator.e2e;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A connection that waits is accepted once, although the leader freezes just before the request.
 * When it wakes, one of two things holds it back, whichever comes first: its process ends, or it
 * asks whether it leads. Without both, the cloud would refuse the second request.
 */
@Tag("nightly")
@EndToEnd
class AcceptanceFailoverIT {

  private static final SourceRef SERVICE = SourceRef.service("shop");
  private static final String NAME = "shop-api";
  private static final String ENDPOINT = "of-partner";
  private static final String POLICY =
      "mode: Enforce, accept: [{name: partners, domainIDs: [%s]}]"
          .formatted(EndpointConnection.DEFAULT_DOMAIN_ID);
  private static final String HASTE = ", leaseDuration: 5s, renewDeadline: 4s, retryPeriod: 500ms";
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Read timeouts run on in a process that is frozen: the response is to count when it wakes. */
  private static final String ENABLED =
      """
      acceptance: {enabled: true}
      http: {address: 127.0.0.1, port: 0, connectTimeout: 1s, readTimeout: 5m}
      """;

  private final OperatorFixture fixture;
  private final AtomicBoolean isFrozen = new AtomicBoolean();

  AcceptanceFailoverIT(OperatorFixture fixture) {
    this.fixture = fixture;
    fixture.put(SERVICE, ENDPOINT, "pendingAcceptance");
  }

  @Test
  void aLeaderThatWakesJustBeforeItsRequestAfterAnotherHasAcceptedRequestsNothing()
      throws Exception {
    var replicas = new Replicas(fixture, HASTE, ENABLED);
    // Given
    var frozen = replicas.start().awaitLog("leading: ").awaitReady();
    replicas.start().awaitReady().awaitLog("standing by: ");
    fixture.cloud().beforeResponse(request -> freezeAtFirstLook(frozen, request));
    // When
    fixture.applyPolicy(NAME, SERVICE, POLICY);
    await().atMost(SOON).untilTrue(isFrozen);
    // Then
    await().atMost(SOON).until(this::decisions, List.of(ENDPOINT + " Accept Done")::equals);
    assertThat(replicas.leaders()).hasSize(2);
    // When
    frozen.resume();
    // Then
    assertThat(frozen.exitCode()).isEqualTo(1);
    assertThat(frozen.log()).contains("lost the lease ").doesNotContain("result=DONE");
    assertThat(actions()).extracting(LoggedRequest::status).containsExactly(200);
    assertThat(decisions()).containsExactly(ENDPOINT + " Accept Done");
    assertThat(fixture.eventReasons(NAME)).containsExactly("Accepted");
  }

  /**
   * It has decided, and looks at the connection once more before it acts. What it looks for is
   * there when it wakes: that the connection is pending.
   */
  private void freezeAtFirstLook(OperatorJar leader, EmulatedRequest request) {
    if (request.query().containsKey("id") && isFrozen.compareAndSet(false, true)) {
      try {
        leader.pause();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The requests to accept or reject. */
  private List<LoggedRequest> actions() {
    return fixture.calls().all().stream()
        .filter(call -> call.operation() == Operation.ACCEPT_OR_REJECT_ENDPOINT)
        .toList();
  }

  /** Each decision: endpoint, action, result. */
  private List<String> decisions() {
    var status = fixture.policy(NAME).getStatus();
    var all = status == null ? null : status.decisions();
    return requireNonNullElse(all, List.<DecisionEntry>of()).stream()
        .map(entry -> "%s %s %s".formatted(entry.endpointID(), entry.action(), entry.result()))
        .toList();
  }
}
