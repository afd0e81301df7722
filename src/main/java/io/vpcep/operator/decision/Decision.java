package io.vpcep.operator.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look concluded. Nothing in here has been sent anywhere yet.
 *
 * @param status what the resource's status should be; equal to the present one when nothing is to
 *     be written
 * @param notices what is to be told, before the status is written
 * @param wakeAt when to decide again even if nothing new is seen; null for never
 */
public record Decision<S>(S status, List<Notice> notices, @Nullable Instant wakeAt) {

  public Decision {
    notices = List.copyOf(notices);
  }
}
