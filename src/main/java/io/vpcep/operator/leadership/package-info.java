/**
 * Which replica may write: the one that holds the Lease. Knows nothing of what is written.
 *
 * <p>The election is our own because the client library's compares the time of this host with that
 * of another, so that no replica would lead beside one whose clock is wrong ({@code
 * LeaderClockIT}), and lets a leader go on for as long as a request of its hangs.
 */
@NullMarked
package io.vpcep.operator.leadership;

import org.jspecify.annotations.NullMarked;
