/**
 * What is physically needed: the fewest calls, events and statuses, as fast as they can be made.
 */
@NullMarked
package io.vpcep.operator.bench.floor;

import org.jspecify.annotations.NullMarked;
