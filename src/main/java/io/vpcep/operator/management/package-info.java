/**
 * The operator's own port: metrics, and whether it is alive and ready. Bounds what clients can use,
 * so that none of them keeps it from answering a probe: the JDK's server, which has a thread wait
 * for each client, could not ({@code UnfriendlyClientsTest}).
 */
@NullMarked
package io.vpcep.operator.management;

import org.jspecify.annotations.NullMarked;
