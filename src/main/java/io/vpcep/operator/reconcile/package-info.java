/**
 * How Kubernetes is told. A queue of resources, each of which is compared with what it should show
 * whenever anything is heard of it; reconcilers that fetch an observation and let the rules decide;
 * and writers of statuses and events. Has no rules of its own, and relies on no callback of the
 * framework but that of its informers.
 */
@NullMarked
package io.vpcep.operator.reconcile;

import org.jspecify.annotations.NullMarked;
