package io.vpcep.operator.acceptance;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.support.MessageList;
import java.time.Duration;
import java.util.List;

/** What the condition Acting, the events and the decisions of a policy say. */
public final class AcceptanceMessages {

  private static final String PARTNER = "5fc973eea0d44d41b58a8cdd0ef0d5a1";
  private static final String OTHER = "6e9dfd51d1124e8d8498dce894923a0d";
  private static final String RULES =
      "accept: [{name: partners, domainIDs: [%s], maxConnectionsPerDomain: 2}, {name: ticket-4711, endpoints: [{id: e-1, domainID: %s}]}], reject: [{name: offboarded, domainIDs: [%s]}]"
          .formatted(PARTNER, PARTNER, OTHER);

  private AcceptanceMessages() {}

  /** Adds them. */
  public static void add(MessageList list) {
    list.section("VpcEndpointAcceptancePolicy");
    standing(list);
    limits(list);
    reports(list);
    found(list);
    problems(list);
  }

  private static void standing(MessageList list) {
    add(list, "acceptance is disabled", pending("Enforce").enabled(false).sweep());
    add(list, "another policy names its service", pending("Enforce").rivals("b").sweep());
    add(list, "mode DryRun, and two connections match", pending("DryRun").sweep());
    add(list, "mode Enforce, and two connections match", pending("Enforce").sweep());
    add(list, "approval is off", policy("DryRun").approval(Approval.NOT_REQUIRED).sweep());
    var stale = pending("Enforce").sweep().failing(CloudFailure.Reason.CLOUD_UNAVAILABLE);
    add(list, "nothing was read for staleAfter", stale.later(Duration.ofMinutes(11)));
  }

  private static void limits(MessageList list) {
    var odd = pending("Enforce").has("e-9", PARTNER, "pendingAcceptance").unreadable(2);
    add(list, "two connections cannot be understood, and a limit needs them", odd.sweep());
    var limited = policy("Enforce, limits: {perSweep: 1, perHour: 1}");
    limited.has("e-5", PARTNER, "accepted").has("e-6", PARTNER, "accepted");
    limited.has("e-1", PARTNER, "pendingAcceptance").has("e-2", PARTNER, "pendingAcceptance");
    limited.has("e-7", OTHER, "pendingAcceptance");
    add(list, "its limits are reached", limited.sweep());
    list.add("a person has approved one: the decision", limited.entries().get(0).message());
    var sweep = policy("Enforce, limits: {perSweep: 1, perHour: 9}");
    sweep.has("e-7", OTHER, "pendingAcceptance").has("e-8", OTHER, "pendingAcceptance");
    add(list, "limits.perSweep is reached", sweep.sweep());
    list.add("nothing comes of its decisions: it waits", WaitReason.OPEN.phrase("100"));
    list.add("the cloud does not do what it took: it waits", WaitReason.CLOUD.phrase("10m"));
  }

  private static void reports(MessageList list) {
    for (var result :
        List.of(Result.DONE, Result.FAILED, Result.FORBIDDEN, Result.SOURCE_NOT_FOUND)) {
      var policy = pending("Enforce");
      policy.sweepAndLive();
      var report = new ActionReport(result, "<message of the failure>");
      add(list, "two actions end: " + result, policy.report(1, report).report(2, report));
      list.add("an action ends: " + result + ": decision", policy.entries().get(0).message());
    }
    var failing = pending("Enforce");
    failing.sweepAndLive();
    for (int i = 1; i <= 4; i++) {
      failing.report(i, new ActionReport(Result.FAILED, "<message of the failure>")).live();
      failing.later(Duration.ofMinutes(1)).sweepAndLive();
    }
    list.add("actions failed: Acting Paused", failing.message());
  }

  private static void found(MessageList list) {
    for (var state : List.of("accepted", "rejected", "deleting")) {
      var policy = pending("Enforce");
      policy.sweepAndLive();
      policy.has("e-1", PARTNER, state).later(Duration.ofMinutes(1)).sweepAndLive();
      list.add("the report was lost: listed as " + state, policy.entries().get(0).message());
      policy.events().forEach(event -> list.add("the report was lost: event", event));
    }
    var policy = pending("Enforce");
    policy.sweep().live();
    policy.lacks("e-1").edit("mode: Enforce").sweepAndLive();
    list.add("the policy changed before the request", policy.entries().get(0).message());
    var gone = pending("Enforce");
    gone.sweep().live();
    gone.lacks("e-1").sweepAndLive();
    list.add("the service does not list it any more", gone.entries().get(0).message());
    var other = pending("Enforce");
    other.sweep().live();
    other.has("e-2", PARTNER, "pendingAcceptance").edit("mode: Enforce, " + RULES).sweepAndLive();
    list.add("the connection changed before the request", other.entries().get(1).message());
    var full = pending("Enforce").has("e-8", PARTNER, "pendingAcceptance").lacks("e-1");
    full.sweep().live();
    full.has("e-5", PARTNER, "accepted").has("e-6", PARTNER, "accepted").sweepAndLive();
    list.add("its domain got connections meanwhile", full.entries().get(1).message());
  }

  private static void problems(MessageList list) {
    var policy =
        new PolicyFixture(
            "accept: [{name: a, domainIDs: [%s, %s, p, q, r, s]}, {name: b, domainIDs: [%s]}], reject: [{name: x, domainIDs: [%s]}]"
                .formatted(PARTNER, OTHER, PARTNER, OTHER));
    add(list, "its rules have problems", policy.sweep());
    requireNonNull(policy.status().ruleProblems())
        .forEach(
            problem ->
                list.add("a problem: " + problem.message().substring(0, 9), problem.message()));
  }

  private static PolicyFixture policy(String mode) {
    return new PolicyFixture("mode: " + mode + ", " + RULES);
  }

  private static PolicyFixture pending(String mode) {
    return policy(mode)
        .has("e-1", PARTNER, "pendingAcceptance")
        .has("e-2", OTHER, "pendingAcceptance");
  }

  private static void add(MessageList list, String situation, PolicyFixture policy) {
    var decision = policy.live().decision();
    var acting = requireNonNull(Condition.find(decision.status().conditions(), Condition.ACTING));
    list.add(
        "%s: Acting %s (%s)".formatted(situation, acting.status(), acting.reason()),
        acting.message());
    int number = 1;
    for (var event : decision.eventSequence()) {
      list.add(
          "%s: event %d %s".formatted(situation, number++, event.reason().value()), event.note());
    }
  }
}
