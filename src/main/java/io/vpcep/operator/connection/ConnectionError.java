package io.vpcep.operator.connection;

/**
 * One reason that the cloud gives for a failed connection (VPCEP "QueryError").
 *
 * @param code for example {@code EndPoint.2013}; empty where the cloud left it out
 * @param message the cloud's sentence, at most 1,024 characters; empty where the cloud left it out
 */
public record ConnectionError(String code, String message) {}
