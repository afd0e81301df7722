/** The emulated search service: path, parameters, fields and error codes. */
@NullMarked
package io.vpcep.emulator.css;

import org.jspecify.annotations.NullMarked;
