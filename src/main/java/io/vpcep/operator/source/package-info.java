/**
 * What lists connections: the kinds of sources, and what can be asked of each. Every kind has a
 * package of its own, which holds all that is known of its API, and a line in {@link
 * io.vpcep.operator.source.SourceTypes}. Knows no schedule, no retry and no account.
 */
@NullMarked
package io.vpcep.operator.source;

import org.jspecify.annotations.NullMarked;
