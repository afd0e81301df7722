/**
 * Our words: what a connection, a source and a failure are. Plain values; knows no library and no
 * other room.
 */
@NullMarked
package io.vpcep.operator.connection;

import org.jspecify.annotations.NullMarked;
