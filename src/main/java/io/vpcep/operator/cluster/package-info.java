/**
 * How the API server is reached, how much of its resources is kept in memory, and whether the
 * cluster has what the operator needs: definitions of its kinds that know every field, and the
 * permissions to do its work. Knows nothing of the work itself.
 */
@NullMarked
package io.vpcep.operator.cluster;

import org.jspecify.annotations.NullMarked;
