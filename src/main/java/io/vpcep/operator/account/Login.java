package io.vpcep.operator.account;

import io.vpcep.operator.cloud.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that was opened, and how long it lasts.
 *
 * @param session to make calls with
 * @param renewAt when to open the next one; null if it never expires by itself
 * @param expiresAt when the cloud will refuse it; null if that is not known
 * @param proven whether the cloud has accepted it, or no harm is done if it does not
 */
record Login(
    Session session, @Nullable Instant renewAt, @Nullable Instant expiresAt, boolean proven) {

  /** Of a session that lasts until it is refused. */
  static Login lasting(Session session, boolean proven) {
    return new Login(session, null, null, proven);
  }

  /** Of a session that expires. It is renewed when four fifths of its life are over. */
  static Login expiring(Session session, Instant now, Instant expiresAt) {
    var life = Duration.between(now, expiresAt);
    return new Login(session, now.plus(life.multipliedBy(4).dividedBy(5)), expiresAt, true);
  }

  /** The same, renewed at another time. */
  Login renewedAt(Instant time) {
    return new Login(session, time, expiresAt, proven);
  }

  /** The same, accepted by the cloud. */
  Login accepted() {
    return new Login(session, renewAt, expiresAt, true);
  }

  /** Whether the cloud still takes the session, as far as the times tell. */
  boolean lastsAt(Instant now) {
    return expiresAt != null && now.isBefore(expiresAt);
  }
}
