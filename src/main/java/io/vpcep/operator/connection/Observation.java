package io.vpcep.operator.connection;

import io.vpcep.operator.time.MonotonicTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one watched connection. A failure stands beside the last sighting and never
 * replaces it.
 *
 * @param sighting what was last seen
 * @param since when that was last found true; with {@link Sighting.Nothing}, since when an answer
 *     is awaited
 * @param failure what stood in the way of the latest look; null if nothing did
 */
public record Observation(Sighting sighting, MonotonicTime since, @Nullable CloudFailure failure) {

  /** Before the first look. */
  public static Observation awaited(MonotonicTime since) {
    return new Observation(new Sighting.Nothing(), since, null);
  }

  /** After a look that succeeded. */
  public static Observation of(Sighting sighting, MonotonicTime now) {
    return new Observation(sighting, now, null);
  }

  /** After a look that did not. */
  public Observation failing(CloudFailure cause) {
    return new Observation(sighting, since, cause);
  }

  /**
   * Whether a resource would look the same after the other observation, leaving aside when it was
   * made.
   */
  public boolean saysTheSameAs(Observation other) {
    return sighting.equals(other.sighting) && Objects.equals(shown(failure), shown(other.failure));
  }

  /** How long the cloud asked to be left alone is shown nowhere. */
  private static @Nullable CloudFailure shown(@Nullable CloudFailure failure) {
    return failure == null ? null : new CloudFailure(failure.reason(), failure.message());
  }
}
