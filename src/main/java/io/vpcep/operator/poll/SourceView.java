package io.vpcep.operator.poll;

import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source as a whole.
 *
 * @param source which
 * @param interval how often it is to be read: the shortest interval of those who watch it,
 *     stretched if the account may not make that many calls
 * @param stretch by how much the intervals of the account's sources are stretched, at least 1
 * @param watchedSince since when somebody watches it
 * @param lastSuccess when it was last read without a failure; null if never by this process
 * @param stateCounts how many connections it lists in each state, watched or not; empty if it was
 *     never read
 * @param listing the last whole list; null if nobody watches it, or if it was never read as a whole
 */
public record SourceView(
    SourceKey source,
    Duration interval,
    double stretch,
    MonotonicTime watchedSince,
    @Nullable MonotonicTime lastSuccess,
    Map<String, Integer> stateCounts,
    @Nullable SourceListing listing) {}
