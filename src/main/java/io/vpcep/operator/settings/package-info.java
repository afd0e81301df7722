/**
 * The configuration file: read once, checked whole, and refused with a message that says how to fix
 * it.
 */
@NullMarked
package io.vpcep.operator.settings;

import org.jspecify.annotations.NullMarked;
