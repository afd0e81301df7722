/** The operator's own port: metrics, and whether it is alive and ready. */
@NullMarked
package io.vpcep.operator.management;

import org.jspecify.annotations.NullMarked;
