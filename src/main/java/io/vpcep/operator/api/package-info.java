/**
 * The custom resources: what users write and read. The definitions in {@code crds/} are generated
 * from these classes. Knows no other room.
 */
@NullMarked
package io.vpcep.operator.api;

import org.jspecify.annotations.NullMarked;
