/**
 * When and where work is run: at its time, and in the lane of its account. Knows nothing of what
 * the work is.
 */
@NullMarked
package io.vpcep.operator.schedule;

import org.jspecify.annotations.NullMarked;
