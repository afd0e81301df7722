/**
 * Which pending connections of an endpoint service a policy accepts or rejects, and when. Pure
 * functions of the policy, the list, the outcomes of earlier decisions, and the time; nothing here
 * has an effect.
 */
@NullMarked
package io.vpcep.operator.acceptance;

import org.jspecify.annotations.NullMarked;
