/**
 * The custom resources: what users write and read. The definitions in {@code crds/} are generated
 * from these classes. Depends on no other package.
 *
 * <p>{@code GoDuration} reads what the definitions admit; the client's own {@code Duration} refuses
 * 1.5h, and admits days and signs: {@code GoDurationTest}.
 */
@NullMarked
package io.vpcep.operator.api;

import org.jspecify.annotations.NullMarked;
