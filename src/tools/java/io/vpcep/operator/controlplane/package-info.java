/**
 * A real etcd and kube-apiserver on loopback, for the tests and the demo: finds or builds the
 * binaries, runs them, and gives access; also the binaries of Prometheus and Helm. Knows nothing of
 * connections and clouds, and is never shipped.
 */
@NullMarked
package io.vpcep.operator.controlplane;

import org.jspecify.annotations.NullMarked;
