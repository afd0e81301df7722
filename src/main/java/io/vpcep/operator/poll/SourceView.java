package io.vpcep.operator.poll;

import io.vpcep.operator.connection.SourceKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source as a whole.
 *
 * @param source which
 * @param lastSuccess when it was last read without a failure; null if never by this process
 * @param census how many connections it lists in each state, watched or not; empty if it was never
 *     read
 */
public record SourceView(
    SourceKey source, @Nullable Instant lastSuccess, Map<String, Integer> census) {}
