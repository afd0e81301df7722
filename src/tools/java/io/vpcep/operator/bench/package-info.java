/**
 * Measures this operator beside a textbook operator and a floor, on a real API server and an
 * emulated cloud: {@code mvn -Pbench}. Knows the contenders as processes, by what they ask, write
 * and use. Also puts this operator under load while the cloud fails and replicas are killed: {@code
 * mvn -Psoak}.
 */
@NullMarked
package io.vpcep.operator.bench;

import org.jspecify.annotations.NullMarked;
