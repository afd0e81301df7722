package io.vpcep.operator.cloud.auth;

import java.time.Instant;

/**
 * A token of IAM.
 *
 * @param token never shown; visible ASCII, up to several thousand characters
 * @param expiresAt when it ends; it may end earlier when the user or its permissions change
 * @param projectId what it is scoped to
 */
public record IssuedToken(String token, Instant expiresAt, String projectId) {

  @Override
  public String toString() {
    return "token for project " + projectId + " until " + expiresAt;
  }
}
