/**
 * A conformance suite: requests and what the documents say of their responses, one file for each,
 * sent to an emulator or to a cloud. Knows nothing of the emulator's inside.
 */
@NullMarked
package io.vpcep.emulator.conformance;

import org.jspecify.annotations.NullMarked;
