/**
 * A runnable fake of IAM, VPCEP and CSS, written from the clouds' API documents. Shares no type
 * with the operator, so that a misread field is not misread twice.
 */
@NullMarked
package io.vpcep.emulator;

import org.jspecify.annotations.NullMarked;
