/**
 * The rules of the operator: what a resource's status should be, and which events tell of it. Pure
 * functions of the resource, what was observed, and the time; nothing here has an effect.
 */
@NullMarked
package io.vpcep.operator.decision;

import org.jspecify.annotations.NullMarked;
