package io.vpcep.operator.poll;

import io.vpcep.operator.connection.SourceKey;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a resource wants to know.
 *
 * @param uid of the resource: one that is created again under its name is another
 * @param source where to look
 * @param identity for which connection; null for the whole list
 * @param interval how often
 * @param activeInterval how often while what it watches {@link
 *     io.vpcep.operator.connection.ConnectionState#isTransitional is expected to change}, at most
 *     the interval
 * @param request any new value asks for a look now; null for none
 * @param whole whether the next sweep has to read the list as a whole, and not what changed in it
 */
public record Subscription(
    String uid,
    SourceKey source,
    @Nullable ConnectionSelector identity,
    Duration interval,
    Duration activeInterval,
    @Nullable String request,
    boolean whole) {

  /** The same with another copy of its source. */
  Subscription sharing(SourceKey copy) {
    return new Subscription(uid, copy, identity, interval, activeInterval, request, whole);
  }

  boolean hasSameTarget(Subscription other) {
    return uid.equals(other.uid)
        && source.equals(other.source)
        && Objects.equals(identity, other.identity);
  }

  /** Whether the same resource asks for a look that it did not ask for before. */
  boolean isAskedForSince(Subscription before) {
    return uid.equals(before.uid) && request != null && !request.equals(before.request);
  }
}
