package io.vpcep.operator.decision;

import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.api.VpcEndpointConnectionStatus.Css;
import io.vpcep.operator.api.VpcEndpointConnectionStatus.ErrorEntry;
import io.vpcep.operator.api.VpcEndpointConnectionStatusBuilder;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.SourceTypes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a status that repeats what the cloud says; without generation and conditions. */
public final class ObservedStatus {

  private static final VpcEndpointConnectionStatus NONE =
      VpcEndpointConnectionStatusBuilder.builder().build();

  private ObservedStatus() {}

  /** The source that the resource names; admission lets exactly one be named. */
  public static Source source(SourceSpec spec) {
    return SourceTypes.SUPPORTED.namedIn(spec);
  }

  /** The source that the resource names; empty if it names none, which admission refuses. */
  public static Optional<Source> findSource(SourceSpec spec) {
    return SourceTypes.SUPPORTED.findIn(spec);
  }

  /**
   * What the status says, if it speaks of the connection that the spec means now; before the first
   * response it speaks of none.
   */
  static VpcEndpointConnectionStatus lastKnown(
      VpcEndpointConnectionSpec spec, @Nullable VpcEndpointConnectionStatus status) {
    if (status == null) {
      return NONE;
    }
    if (status.state() == null) {
      return status;
    }
    if (!source(spec).id().equals(status.sourceID())) {
      return NONE;
    }
    boolean same =
        (spec.endpointID() == null || spec.endpointID().equals(status.endpointID()))
            && (spec.markerID() == null || spec.markerID().equals(status.markerID()));
    return same ? withReadableTimes(status) : NONE;
  }

  private static VpcEndpointConnectionStatus withReadableTimes(VpcEndpointConnectionStatus status) {
    return status.toBuilder()
        .createdTime(StatusTime.readable(status.createdTime()))
        .updatedTime(StatusTime.readable(status.updatedTime()))
        .pendingSinceTime(StatusTime.readable(status.pendingSinceTime()))
        .build();
  }

  /** What is to be said after a look, given what was known before. */
  static VpcEndpointConnectionStatus after(
      Presence presence,
      VpcEndpointConnectionStatus known,
      VpcEndpointConnectionSpec spec,
      Instant now) {
    if (presence instanceof Presence.Present present) {
      return present(present.connection(), known, source(spec).id(), now);
    }
    return presence instanceof Presence.Absent ? absent(known, spec) : known;
  }

  static boolean isIn(VpcEndpointConnectionStatus observedStatus, ConnectionState state) {
    return state.value().equals(observedStatus.state());
  }

  private static VpcEndpointConnectionStatus present(
      Connection connection, VpcEndpointConnectionStatus known, String sourceId, Instant now) {
    boolean pending = connection.state().equals(ConnectionState.PENDING_ACCEPTANCE);
    return listed(connection).toBuilder()
        .sourceID(sourceId)
        .pendingSinceTime(pending ? pendingSince(connection, known, now) : null)
        .build();
  }

  /** What a list alone says of a connection. */
  public static VpcEndpointConnectionStatus listed(Connection connection) {
    boolean failed = connection.state().equals(ConnectionState.FAILED);
    return VpcEndpointConnectionStatusBuilder.builder()
        .state(connection.state().value())
        .endpointID(connection.endpointId())
        .markerID(connection.markerId())
        .domainID(nonEmpty(connection.domainId()))
        .description(nonEmpty(connection.description()))
        .createdTime(text(connection.createdTime()))
        .updatedTime(text(connection.updatedTime()))
        .errors(failed ? errors(connection) : null)
        .css(css(connection))
        .build();
  }

  /** What was last known of it stays: there is nothing else to find it by. */
  private static VpcEndpointConnectionStatus absent(
      VpcEndpointConnectionStatus known, VpcEndpointConnectionSpec spec) {
    return known.toBuilder()
        .sourceID(source(spec).id())
        .state(ConnectionState.NOT_FOUND.value())
        .endpointID(spec.endpointID() == null ? known.endpointID() : spec.endpointID())
        .markerID(spec.markerID() == null ? known.markerID() : spec.markerID())
        .pendingSinceTime(null)
        .errors(null)
        .build();
  }

  /**
   * Since when the connection waits, as far as is known. An update of a connection that waited
   * before, such as another description, does not set it back.
   */
  private static String pendingSince(
      Connection connection, VpcEndpointConnectionStatus known, Instant now) {
    boolean waited = isIn(known, ConnectionState.PENDING_ACCEPTANCE);
    var before = waited ? StatusTime.parse(known.pendingSinceTime()) : null;
    if (before == null) {
      return firstNotInFuture(now, connection.updatedTime(), connection.createdTime());
    }
    // It lies in the future if our clock was set back: the creation may be long before it.
    return StatusTime.format(before).equals(text(connection.updatedTime()))
        ? StatusTime.format(before)
        : firstNotInFuture(now, before);
  }

  /** The first of these times that can have been, or else the present. */
  private static String firstNotInFuture(Instant now, @Nullable Instant... times) {
    return StatusTime.format(requireNonNullElse(StatusTime.firstPast(now, times), now));
  }

  private static @Nullable List<ErrorEntry> errors(Connection connection) {
    return connection.errors().isEmpty()
        ? null
        : connection.errors().stream().map(e -> new ErrorEntry(e.code(), e.message())).toList();
  }

  private static @Nullable Css css(Connection connection) {
    var details = connection.css();
    return details == null
        ? null
        : new Css(
            details.maxSession(),
            details.specificationName(),
            details.cluster().updateEnabled(),
            details.ip(),
            details.ipv6Address(),
            details.dnsName(),
            details.cluster().serviceName());
  }

  /**
   * An empty text does not survive the way through the API server, and would look like a change.
   */
  private static @Nullable String nonEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : StatusTime.format(time);
  }
}
