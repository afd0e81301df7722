/**
 * What the commands {@code list} and {@code export} print: pure functions of a list that was read,
 * and of the resources that there are. Reads nothing and writes nothing.
 */
@NullMarked
package io.vpcep.operator.command;

import org.jspecify.annotations.NullMarked;
