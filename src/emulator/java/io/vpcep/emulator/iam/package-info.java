/**
 * The emulated identity service: who may log in, which tokens and signatures are right, which
 * projects there are, and what the gateway says to the others.
 */
@NullMarked
package io.vpcep.emulator.iam;

import org.jspecify.annotations.NullMarked;
