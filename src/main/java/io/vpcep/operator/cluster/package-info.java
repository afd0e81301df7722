/**
 * How the API server is reached, and whether the cluster has what the operator needs: definitions
 * of its kinds that know every field, and the rights to do its work. Knows nothing of the work
 * itself.
 */
@NullMarked
package io.vpcep.operator.cluster;

import org.jspecify.annotations.NullMarked;
