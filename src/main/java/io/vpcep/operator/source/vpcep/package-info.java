/** VPC endpoint services: path, fields, error codes and quirks of the VPCEP API. */
@NullMarked
package io.vpcep.operator.source.vpcep;

import org.jspecify.annotations.NullMarked;
