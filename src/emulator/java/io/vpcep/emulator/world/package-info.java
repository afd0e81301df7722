/**
 * What the emulated cloud holds: endpoint services, clusters, their connections, and how they
 * change with time. Knows no HTTP.
 */
@NullMarked
package io.vpcep.emulator.world;

import org.jspecify.annotations.NullMarked;
