/**
 * How Kubernetes is told: reconcilers that fetch an observation, let the rules decide, and hand the
 * result out. Has no rules of its own.
 */
@NullMarked
package io.vpcep.operator.reconcile;

import org.jspecify.annotations.NullMarked;
