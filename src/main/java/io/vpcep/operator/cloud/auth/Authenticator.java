package io.vpcep.operator.cloud.auth;

import okhttp3.Request;

/**
 * Proves to a cloud who is asking. Implementations never show their secrets in {@code toString}.
 */
@FunctionalInterface
public interface Authenticator {

  /** Proves nothing: for a call whose body tells who asks. */
  Authenticator NONE = request -> request;

  /** The same request with its proof, good for some minutes. Makes no calls. */
  Request authenticate(Request request);
}
