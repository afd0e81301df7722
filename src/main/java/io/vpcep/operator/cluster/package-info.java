/**
 * How the API server is reached, how much of its resources is kept in memory, and whether the
 * cluster has what the operator needs: definitions of its kinds that know every field, and the
 * permissions to do its work. Knows nothing of the work itself.
 *
 * <p>What the client library has too is here for a promise that a test keeps:
 *
 * <ul>
 *   <li>{@link io.vpcep.operator.cluster.RawKubernetesClient}: the writes of a burst, which the
 *       bench compares with a floor ({@code burst_vs_floor}).
 *   <li>{@link io.vpcep.operator.cluster.KeptFieldsInterceptor} and {@link
 *       io.vpcep.operator.cluster.WatchedObject}: the largest annotations do not exhaust the memory
 *       of the pod ({@code MemoryIT}).
 *   <li>{@link io.vpcep.operator.cluster.InterningDeserializer}: the heap of a connection ({@code
 *       heap_bytes_per_connection} of the bench).
 *   <li>{@link io.vpcep.operator.cluster.CrdSchemaCheck}: no field of a status is lost to an older
 *       definition ({@code CrdSchemaCheckIT}).
 *   <li>{@link io.vpcep.operator.cluster.PermissionMonitor}: an operator whose role was trimmed
 *       says what is missing, and recovers ({@code TrimmedRoleIT}).
 * </ul>
 */
@NullMarked
package io.vpcep.operator.cluster;

import org.jspecify.annotations.NullMarked;
