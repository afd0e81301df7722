/** The operator that one would write after the framework's documentation and samples. */
@NullMarked
package io.vpcep.operator.bench.textbook;

import org.jspecify.annotations.NullMarked;
