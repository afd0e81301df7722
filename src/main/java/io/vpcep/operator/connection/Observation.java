package io.vpcep.operator.connection;

import io.vpcep.operator.time.MonotonicTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one watched connection. A failure stands beside the last known presence and
 * never replaces it.
 *
 * @param presence what was last seen
 * @param since when that was last found true; with {@link Presence.Nothing}, since when a response
 *     is awaited
 * @param failure why the latest poll failed; null if it succeeded
 * @param stretch by how much the rate limit stretched the poll interval then, at least 1
 */
public record Observation(
    Presence presence, MonotonicTime since, @Nullable CloudFailure failure, double stretch) {

  /** Before the first look. */
  public static Observation awaited(MonotonicTime since) {
    return new Observation(new Presence.Nothing(), since, null, 1);
  }

  /** After a look that succeeded. */
  public static Observation of(Presence presence, MonotonicTime now) {
    return of(presence, now, 1);
  }

  /** After a look that succeeded, where the rate limit stretches the poll interval. */
  public static Observation of(Presence presence, MonotonicTime now, double stretch) {
    return new Observation(presence, now, null, stretch);
  }

  /** After a look that did not. */
  public Observation failing(CloudFailure cause) {
    return new Observation(presence, since, cause, stretch);
  }

  /**
   * Whether a resource would look the same after the other observation, leaving aside when it was
   * made.
   */
  public boolean isSameAs(Observation other) {
    return presence.equals(other.presence) && Objects.equals(shown(failure), shown(other.failure));
  }

  /** The Retry-After is not shown. */
  private static @Nullable CloudFailure shown(@Nullable CloudFailure failure) {
    return failure == null ? null : new CloudFailure(failure.reason(), failure.message());
  }
}
