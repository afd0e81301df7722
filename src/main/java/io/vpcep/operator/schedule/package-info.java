/**
 * When and where work is run: at its time, on the monotonic clock, and in bounded threads that
 * tenants share fairly; and a watchdog that detects work that is due and not done. Knows nothing of
 * what the work is.
 */
@NullMarked
package io.vpcep.operator.schedule;

import org.jspecify.annotations.NullMarked;
