/** The emulator's own HTTP interface under /emulator, to look at its world and to change it. */
@NullMarked
package io.vpcep.emulator.control;

import org.jspecify.annotations.NullMarked;
