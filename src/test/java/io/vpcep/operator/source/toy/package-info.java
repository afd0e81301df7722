/**
 * A kind of source that no cloud has: what somebody who adds one has to write, and nothing else.
 */
@NullMarked
package io.vpcep.operator.source.toy;

import org.jspecify.annotations.NullMarked;
