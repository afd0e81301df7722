package io.vpcep.emulator.iam;

import io.vpcep.emulator.iam.Projects.Project;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the identity service knows of a token.
 *
 * @param user who it belongs to
 * @param project what it is good for; null for a token without a project
 * @param forDomain whether it was asked for the user's domain; false beside a project
 * @param issuedAt when it was given out
 * @param expiresAt from then on it is refused
 */
record TokenInfo(
    User user, @Nullable Project project, boolean forDomain, Instant issuedAt, Instant expiresAt) {

  boolean isValid(Instant now) {
    return now.isBefore(expiresAt);
  }
}
