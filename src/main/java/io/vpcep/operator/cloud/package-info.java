/**
 * Asks a cloud for connections over HTTP, one page a call, and turns every response into our words:
 * a page or a typed failure. Knows no Kubernetes, no schedule and no retry.
 *
 * <p>What no library does: {@code RetryAfter} keeps the HTTP client from repeating calls by itself
 * ({@code RetryAfterTest}), {@code TextSanitizer} keeps secrets and request IDs out of messages
 * ({@code ErrorMessageTest}), {@code Timestamps} reads the forms that the clouds write beside ISO
 * 8601 ({@code TimestampsTest}), and {@code NoProxyRule} excludes servers from the proxy as Go does
 * ({@code NoProxyRuleTest}).
 */
@NullMarked
package io.vpcep.operator.cloud;

import org.jspecify.annotations.NullMarked;
