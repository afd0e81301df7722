/**
 * The domain model: what a connection, a source and a failure are. Plain values; knows no library
 * and no other package.
 */
@NullMarked
package io.vpcep.operator.connection;

import org.jspecify.annotations.NullMarked;
