package io.vpcep.emulator.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the request log.
 *
 * @param time when it was answered
 * @param operation what was asked for
 * @param method the HTTP method
 * @param path path and query
 * @param status the HTTP status; null when no answer was given
 * @param who who the caller claims to be, right or wrong: the user, the access key's ID, or the
 *     kind of token; null for an unknown caller. Never a token or another secret
 */
public record LoggedRequest(
    Instant time,
    Operation operation,
    String method,
    String path,
    @Nullable Integer status,
    @Nullable String who) {}
