/**
 * A wall clock that a test sets in another Java process while that process runs: an agent without
 * native code. Knows nothing of the operator, and is never shipped.
 */
@NullMarked
package io.vpcep.operator.wallclock;

import org.jspecify.annotations.NullMarked;
