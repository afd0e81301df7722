package io.vpcep.emulator.world;

/**
 * A CSS cluster.
 *
 * @param settings what it tells beside its connections
 * @param connections live: shows every later change
 */
public record Cluster(ClusterSettings settings, ConnectionList connections) {}
