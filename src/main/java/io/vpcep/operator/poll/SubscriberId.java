package io.vpcep.operator.poll;

/**
 * Names who watches.
 *
 * @param namespace of the resource
 * @param name of the resource
 */
public record SubscriberId(String namespace, String name) {}
