/**
 * Reads each source once for all resources that name it, and reports the state of the connections
 * they watch. Decides when, how often and how much of it is read, what a page that failed means,
 * and when a connection is gone. Knows no Kubernetes.
 */
@NullMarked
package io.vpcep.operator.poll;

import org.jspecify.annotations.NullMarked;
