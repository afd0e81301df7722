package io.vpcep.operator.decision;

import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.decision.ServiceSummary.Member;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The events of a list: at most one of each reason, which names a few of the connections. A
 * connection with a resource of its own has its events there.
 */
final class ServiceEvents {

  /** So many connections are named in an event. */
  static final int NAMED = 5;

  private final EventSequence events;
  private final ServiceSummary summary;

  private ServiceEvents(EventSequence events, ServiceSummary summary) {
    this.events = events;
    this.summary = summary;
  }

  /** Adds what is new in a list since it was reported. */
  static void add(
      EventSequence events,
      ServiceSummary summary,
      ReportedConnections reported,
      VpcEndpointServiceSpec spec) {
    var all = new ServiceEvents(events, summary);
    Predicate<Member> isNew = member -> !reported.hasState(member);
    all.add(
        EventRecord.Reason.CONNECTION_REQUESTED,
        isNew.and(Member::isPending),
        "1 connection was requested",
        "%d connections were requested");
    all.add(
        EventRecord.Reason.CONNECTION_FAILED,
        isNew.and(Member::isFailed),
        "1 connection failed",
        "%d connections failed");
    var timeout =
        " longer than pendingAcceptanceTimeout (%s)"
            .formatted(GoDuration.format(PollPolicy.pendingTimeout(spec)));
    all.add(
        EventRecord.Reason.ACCEPTANCE_OVERDUE,
        member -> member.isOverdue() && !reported.isOverdue(member.endpointId(), member.since()),
        "1 connection has waited for acceptance" + timeout,
        "%d connections have waited for acceptance" + timeout);
  }

  private void add(
      EventRecord.Reason reason, Predicate<Member> concerned, String one, String many) {
    var members =
        summary
            .which(concerned.and(member -> !member.isWatched()))
            .sorted(Comparator.comparing(Member::endpointId))
            .toList();
    if (!members.isEmpty()) {
      var what = members.size() == 1 ? one : many.formatted(members.size());
      var note = what + named(members);
      events.add(reason, note, members.stream().map(ServiceEvents::identity).toArray());
    }
  }

  /** Tells one transition of a connection from a later one. */
  private static String identity(Member member) {
    return member.endpointId() + " " + member.connection().updatedTime();
  }

  private static String named(List<Member> members) {
    var names =
        members.stream().limit(NAMED).map(ServiceEvents::name).collect(Collectors.joining("; "));
    return members.size() > NAMED ? ", among them " + names + "." : ": " + names + ".";
  }

  private static String name(Member member) {
    var connection = member.connection();
    var domain = connection.domainId() == null ? "" : " of domain " + connection.domainId();
    var code = connection.errorCode() == null ? "" : " (" + connection.errorCode() + ")";
    return "endpoint " + connection.endpointId() + domain + code;
  }
}
