/** CSS clusters: path, fields, error codes and quirks of the CSS API. */
@NullMarked
package io.vpcep.operator.source.css;

import org.jspecify.annotations.NullMarked;
