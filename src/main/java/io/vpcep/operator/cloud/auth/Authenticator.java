package io.vpcep.operator.cloud.auth;

import okhttp3.Request;

/**
 * Proves to a cloud who is asking. Implementations never show their secrets in {@code toString}.
 */
@FunctionalInterface
public interface Authenticator {

  /** The same request with its proof. Makes no calls. */
  Request authenticate(Request request);
}
