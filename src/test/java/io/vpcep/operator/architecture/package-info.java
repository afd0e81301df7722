/** Holds the rooms of the product to their directions, libraries and habits. */
@NullMarked
package io.vpcep.operator.architecture;

import org.jspecify.annotations.NullMarked;
