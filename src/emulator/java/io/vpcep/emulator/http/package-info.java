/**
 * What the gateway in front of all emulated services does: it takes a request, knows where it
 * leads, refuses what is too large or too often, responds, and keeps a log. Knows no service's
 * fields.
 */
@NullMarked
package io.vpcep.emulator.http;

import org.jspecify.annotations.NullMarked;
