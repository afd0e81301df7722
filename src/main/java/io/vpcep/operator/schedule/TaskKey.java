package io.vpcep.operator.schedule;

/**
 * Whose work a task is. Lanes of one tenant share the tenant's turn; tasks of one lane start in the
 * order in which they came, urgent ones first.
 *
 * @param tenant who is served in turn with the other tenants, for example a namespace
 * @param key tells the lanes of a tenant apart, for example an account's name; may be empty
 */
public record TaskKey(String tenant, String key) {}
