/**
 * Builds the container image as users build it, by Maven and without a registry, and looks into it.
 */
@NullMarked
package io.vpcep.operator.image;

import org.jspecify.annotations.NullMarked;
