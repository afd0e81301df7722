package io.vpcep.operator.account;

import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that was opened, and how long it lasts.
 *
 * @param inputs what it was opened from
 * @param credential names the credentials among those of all accounts
 * @param session to make calls with
 * @param renewAt when to open the next one; null if it never expires by itself
 * @param expiresAt when the cloud will refuse it; null if that is not known
 */
record ActiveSession(
    SessionInputs inputs,
    CredentialKey credential,
    Session session,
    @Nullable MonotonicTime renewAt,
    @Nullable MonotonicTime expiresAt) {

  /** Of a session that lasts until it is refused. */
  static ActiveSession lasting(SessionInputs inputs, Session session) {
    return new ActiveSession(inputs, inputs.credential(), session, null, null);
  }

  /**
   * Of a session that expires. It is renewed when four fifths of its life are over. The end is the
   * cloud's time and now is ours; if one of them is wrong, the session is renewed too early or too
   * late, but it is renewed.
   */
  static ActiveSession expiring(SessionInputs inputs, Session session, Now now, Instant expiresAt) {
    var life = bounded(Duration.between(now.wall(), expiresAt));
    return new ActiveSession(
        inputs,
        inputs.credential(),
        session,
        now.monotonic().plus(life.multipliedBy(4).dividedBy(5)),
        now.monotonic().plus(life));
  }

  private static Duration bounded(Duration life) {
    if (life.isZero() || life.isNegative()) {
      return AccountLimits.ENDED_TOKEN;
    }
    if (life.compareTo(AccountLimits.LONGEST_TOKEN) > 0) {
      return AccountLimits.LONGEST_TOKEN;
    }
    return life.compareTo(AccountLimits.SHORTEST_TOKEN) < 0 ? AccountLimits.SHORTEST_TOKEN : life;
  }

  /** Whether it can be exchanged for a new one with the same credentials. */
  boolean isRenewable() {
    return inputs.credentials() instanceof Credentials.Password;
  }

  /** Whether this is the session that was used. */
  boolean isSameAs(@Nullable ActiveSession other) {
    return other != null && session.equals(other.session);
  }

  /** Whether the cloud still takes the session, as far as the times tell. */
  boolean lastsAt(MonotonicTime now) {
    return expiresAt != null && now.isBefore(expiresAt);
  }
}
