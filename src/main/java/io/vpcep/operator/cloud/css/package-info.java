/** Path, fields and quirks of the CSS API. */
@NullMarked
package io.vpcep.operator.cloud.css;

import org.jspecify.annotations.NullMarked;
