/** The emulated VPC endpoint service: paths, parameters, fields and error codes. */
@NullMarked
package io.vpcep.emulator.vpcep;

import org.jspecify.annotations.NullMarked;
