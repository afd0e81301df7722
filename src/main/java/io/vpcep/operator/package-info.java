/** The operator's entry point: the command line, the settings, and the object graph. */
@NullMarked
package io.vpcep.operator;

import org.jspecify.annotations.NullMarked;
