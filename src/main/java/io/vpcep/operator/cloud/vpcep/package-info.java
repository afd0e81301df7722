/** Path, fields and quirks of the VPCEP API. */
@NullMarked
package io.vpcep.operator.cloud.vpcep;

import org.jspecify.annotations.NullMarked;
