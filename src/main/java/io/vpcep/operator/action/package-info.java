/**
 * Changes clouds: carries out the actions of decisions, in the same way and under the same limits
 * as sources are read. Decides nothing, and knows no Kubernetes.
 */
@NullMarked
package io.vpcep.operator.action;

import org.jspecify.annotations.NullMarked;
