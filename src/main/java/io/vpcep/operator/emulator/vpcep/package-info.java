/** The emulated VPC endpoint service: path, parameters, fields and error codes of its list. */
@NullMarked
package io.vpcep.operator.emulator.vpcep;

import org.jspecify.annotations.NullMarked;
