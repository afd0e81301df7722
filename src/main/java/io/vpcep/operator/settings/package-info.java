/**
 * The configuration file: read once, checked whole, and refused with a sentence that says how to
 * mend it.
 */
@NullMarked
package io.vpcep.operator.settings;

import org.jspecify.annotations.NullMarked;
