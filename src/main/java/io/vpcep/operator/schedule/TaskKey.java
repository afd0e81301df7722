package io.vpcep.operator.schedule;

/**
 * Whose work a task is. Keys of one tenant share the tenant's turn; tasks of one key start in the
 * order in which they came, urgent ones first.
 *
 * @param tenant who is served in turn with the other tenants, for example a namespace
 * @param key distinguishes the tasks of a tenant, for example an account's name; may be empty
 */
public record TaskKey(String tenant, String key) {}
