package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of a source, read once for somebody who does not watch it. The pages are walked as a
 * sweep does, and only a complete and consistent list counts.
 *
 * @param connections those that can be understood, in the cloud's order
 * @param unreadable how many further connections are listed in a way that cannot be understood
 * @param failure what is wrong with one of those; null if there are none
 */
public record OneTimeList(
    List<Connection> connections, int unreadable, @Nullable CloudFailure failure) {

  /** How often a list that changes while it is read is read again. */
  private static final int MAX_WALKS = 3;

  /** Waits between two walks. */
  @FunctionalInterface
  public interface Pause {

    /** Waits after so many walks. */
    void after(int walks) throws InterruptedException;
  }

  public OneTimeList {
    connections = List.copyOf(connections);
  }

  /** How many connections the source lists. */
  public int size() {
    return connections.size() + unreadable;
  }

  /**
   * Reads it, as an account that is ready.
   *
   * @throws CloudException if a page cannot be read, if the list kept changing meanwhile, or if a
   *     connection has no ID, so that nobody can tell
   * @throws InterruptedException if nobody waits for it any more
   */
  public static OneTimeList read(
      SourceKey source,
      SourceClient client,
      AccountAccess access,
      MonotonicClock clock,
      Pause pause)
      throws CloudException, InterruptedException {
    CloudFailure malformed = null;
    for (int walk = 1; walk <= MAX_WALKS; walk++) {
      var connections = new ArrayList<Connection>();
      var budget = new ReadBudget(source.source(), clock);
      var listing =
          Listing.walk(
              budget,
              query -> {
                var page =
                    access.call(
                        source.account(),
                        client.api(),
                        Priority.URGENT,
                        session -> SourceReader.page(source, client, session, query));
                connections.addAll(page.connections());
                return page;
              });
      var obstacle = listing.failure();
      boolean isLast = walk == MAX_WALKS || budget.exceeded() != null;
      if (obstacle != null && (isLast || !isWorthAnother(obstacle, connections))) {
        throw new CloudException(obstacle);
      }
      if (listing.isWhole()) {
        int unreadable = listing.toSourceListing().unreadable();
        return new OneTimeList(connections, unreadable, listing.malformedItem());
      }
      malformed = listing.malformedItem();
      if (walk < MAX_WALKS) {
        pause.after(walk);
      }
    }
    throw new CloudException(malformed == null ? changing(source) : malformed);
  }

  private static CloudFailure changing(SourceKey source) {
    return new CloudFailure(
        Reason.CLOUD_UNAVAILABLE,
        "The list of " + source.source() + " kept changing while it was read.");
  }

  /** Of a list that shrinks meanwhile, the cloud refuses a page that was there before. */
  private static boolean isWorthAnother(CloudFailure failure, List<Connection> read) {
    return Listing.concernsOnePage(failure) && !read.isEmpty();
  }
}
