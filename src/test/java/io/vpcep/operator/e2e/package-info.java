/**
 * The whole operator on a real API server, with the emulator as its cloud: what a user would see.
 */
@NullMarked
package io.vpcep.operator.e2e;

import org.jspecify.annotations.NullMarked;
