/**
 * Reads data files and JSON bodies strictly: an unknown key or a bad value is refused with its name
 * and what is allowed.
 */
@NullMarked
package io.vpcep.emulator.data;

import org.jspecify.annotations.NullMarked;
