/**
 * Generates the custom resource definitions from the annotated classes, and holds the checked-in
 * ones to them.
 */
@NullMarked
package io.vpcep.operator.crds;

import org.jspecify.annotations.NullMarked;
