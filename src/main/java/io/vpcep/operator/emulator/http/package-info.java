/** A request as the emulated cloud sees it, its answer, and the log of both. Knows no API. */
@NullMarked
package io.vpcep.operator.emulator.http;

import org.jspecify.annotations.NullMarked;
