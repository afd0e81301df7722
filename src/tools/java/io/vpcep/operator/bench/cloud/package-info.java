/** The bench's cloud as a process: the emulator, whose whole world can change at once. */
@NullMarked
package io.vpcep.operator.bench.cloud;

import org.jspecify.annotations.NullMarked;
