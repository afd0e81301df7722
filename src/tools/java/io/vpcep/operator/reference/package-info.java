/** Writes the reference of the API for people, from the custom resource definitions. */
@NullMarked
package io.vpcep.operator.reference;

import org.jspecify.annotations.NullMarked;
