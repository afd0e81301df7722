/**
 * The two kinds of time. Due times, delays and ages are {@link
 * io.vpcep.operator.time.MonotonicTime}: nobody can set that clock. An {@link java.time.Instant} is
 * what a person or the cloud reads on a wall clock; it is shown, and compared with other times of
 * that kind, and nothing waits for it. They are different types so that the compiler keeps them
 * apart.
 */
@NullMarked
package io.vpcep.operator.time;

import org.jspecify.annotations.NullMarked;
