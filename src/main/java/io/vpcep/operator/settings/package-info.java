/**
 * The configuration file: read once, checked whole, and refused with a message that says how to fix
 * it.
 *
 * <p>{@code Section} reads it, because Jackson's databind names no allowed values, and takes 80.5
 * for a port: {@code RefusedSettingsTest}.
 */
@NullMarked
package io.vpcep.operator.settings;

import org.jspecify.annotations.NullMarked;
