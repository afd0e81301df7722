/**
 * Does what README.md and docs/install.md tell a reader to do, in the order in which they tell it.
 */
@NullMarked
package io.vpcep.operator.pages;

import org.jspecify.annotations.NullMarked;
