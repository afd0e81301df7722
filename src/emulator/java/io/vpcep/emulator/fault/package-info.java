/** Faults on request: responses that are late, wrong, cut, endless or missing. */
@NullMarked
package io.vpcep.emulator.fault;

import org.jspecify.annotations.NullMarked;
