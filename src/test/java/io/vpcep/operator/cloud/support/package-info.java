/**
 * Servers on loopback that behave like a cloud, well or badly, and what tests need to call them.
 */
@NullMarked
package io.vpcep.operator.cloud.support;

import org.jspecify.annotations.NullMarked;
