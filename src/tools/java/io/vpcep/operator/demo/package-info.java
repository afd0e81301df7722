/** The main job on an embedded default: what {@code mvn -Pdemo} runs. */
@NullMarked
package io.vpcep.operator.demo;

import org.jspecify.annotations.NullMarked;
