package io.vpcep.operator.cloud.auth;

import okhttp3.Request;

/** Proves who asks with a token of IAM. */
public final class TokenAuthenticator implements Authenticator {

  private final String token;

  /**
   * @param token as IAM issued it; white space around it is dropped
   * @throws IllegalArgumentException when no HTTP header can carry it; without showing it
   */
  public TokenAuthenticator(String token) {
    this.token = HeaderText.of(token, "a token");
  }

  @Override
  public Request authenticate(Request request) {
    return request.newBuilder().header("X-Auth-Token", token).build();
  }

  @Override
  public String toString() {
    return "token";
  }
}
